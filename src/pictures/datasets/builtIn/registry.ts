/** @file The labelled pictures that come with the page. They lie beside it, and are fetched when they are asked for. */
import fashionMnistUrl from '/data/fashion-mnist/pictures.bin?url'

export interface BuiltInDataSet {
  /** The data set's name, as manifests have it. */
  readonly name: string
  readonly url: string
  /** Of the file. */
  readonly bytes: number
  /** Black pixels on every side, which bring its pictures to the side that its models take. */
  readonly margin: number
}

export const BUILT_IN_DATA_SETS = {
  'fashion-mnist': { name: 'Fashion-MNIST', url: fashionMnistUrl, bytes: 2_193_513, margin: 2 },
} as const satisfies Readonly<Record<string, BuiltInDataSet>>

export type BuiltInId = keyof typeof BUILT_IN_DATA_SETS
