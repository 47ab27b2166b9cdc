/** @file The labelled images that come with the page; they are fetched when first needed. */

import fashionMnistUrl from '/data/fashion-mnist/images.bin?url'
import { FASHION_MNIST_CLASSES } from '../../../classes/lists/small'
import type { Split } from '../split'

export interface BuiltInDataSet {
  /** The data set's name, as manifests have it. */
  readonly name: string
  readonly url: string
  /** Size of the file. */
  readonly bytes: number
  /** Black pixels on every side that bring the images to their models' input size. */
  readonly margin: number
  /** Known before the file is fetched; a test compares them with the file. */
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

/** The data set that views offer as "built in". */
export const BUILT_IN_ID: BuiltInId = 'fashion-mnist'
