/** @file The labelled images that come with the page. They lie beside it, and are fetched when they are asked for. */

import fashionMnistUrl from '/data/fashion-mnist/images.bin?url'
import { FASHION_MNIST_CLASSES } from '../../../classes/ofDataSets'
import type { Split } from '../split'

export interface BuiltInDataSet {
  /** The data set's name, as manifests have it. */
  readonly name: string
  readonly url: string
  /** Of the file. */
  readonly bytes: number
  /** Black pixels on every side, which bring its images to the size that its models take. */
  readonly margin: number
  /** As the file has them, so that they can be told before it is fetched; a test holds them to it. */
  readonly classes: readonly string[]
  readonly splits: readonly Split[]
}

export const BUILT_IN_DATA_SETS = {
  'fashion-mnist': {
    name: 'Fashion-MNIST',
    url: fashionMnistUrl,
    bytes: 2_193_513,
    margin: 2,
    classes: FASHION_MNIST_CLASSES,
    splits: [
      { name: 'train', start: 0, count: 4000 },
      { name: 'test', start: 4000, count: 1000 },
    ],
  },
} as const satisfies Readonly<Record<string, BuiltInDataSet>>

export type BuiltInId = keyof typeof BUILT_IN_DATA_SETS

/** What is meant where a view offers "Built in". */
export const BUILT_IN_ID: BuiltInId = 'fashion-mnist'
