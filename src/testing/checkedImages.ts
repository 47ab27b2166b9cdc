/** @file The images of checks against other code: those that come with the page, or a file of a person's own. */
import { readFile } from 'node:fs/promises'
import { basename } from 'node:path'
import { UNCONTROLLED } from '../engine/jobControl'
import { openBuiltIn } from '../images/datasets/builtIn/openBuiltIn'
import { BUILT_IN_DATA_SETS, type BuiltInId } from '../images/datasets/builtIn/registry'
import { openDataSet } from '../images/datasets/openDataSet'
import { toPixels01 } from '../images/datasets/pixelBytes'
import type { Pixels01 } from '../units'

export interface CheckedImages {
  /** (N, side, side, 3) */
  readonly pixels: Pixels01
  readonly labels: readonly number[]
  /** Positions in the set. */
  readonly indices: readonly number[]
  readonly classes: readonly string[]
}

/**
 * The first images of a set's test split, or of all its images where it has no splits.
 *
 * @param data a data-set file, such as CIFAR-10's test_batch.bin or a zip of images, or the name of a built-in set
 * @param side in pixels, of the models
 */
export async function firstImages(data: string, count: number, side: number): Promise<CheckedImages> {
  const set = await open(data)
  const first = set.splits.find(({ name }) => name === 'test')?.start ?? 0
  const indices = Array.from({ length: count }, (_, index) => first + index)
  const { value: images } = await set.read(indices, { size: side, batchSize: count }).next()
  if (images === undefined || images.indices.length !== count) {
    throw new Error(`${data} has no ${count} images that can be read; ask for fewer by IMAGES.`)
  }
  const { classes } = set
  return { pixels: toPixels01(images.pixels), labels: Array.from(images.labels as Uint16Array), indices, classes }
}

async function open(data: string) {
  if (!Object.hasOwn(BUILT_IN_DATA_SETS, data)) {
    return openDataSet([{ path: basename(data), blob: new Blob([await readFile(data)]) }])
  }
  const file = await readFile(new URL(`../../public/data/${data}/images.bin`, import.meta.url))
  return openBuiltIn(data as BuiltInId, UNCONTROLLED, async () => Uint8Array.from(file).buffer)
}
