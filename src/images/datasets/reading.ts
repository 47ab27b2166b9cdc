/** @file What every data set does when it is read: checks the request and assembles batches. */
import { type JobControl, UNCONTROLLED } from '../../engine/jobControl'
import { MAX_SIZE } from './limits'
import { pace } from './pace'
import type { ImageBatch, ReadOptions } from './types'

/** Throws RangeError for an index that is not a whole number from 0 to `count` - 1. */
export function checkIndices(indices: ArrayLike<number>, count: number): void {
  for (let i = 0; i < indices.length; i++) {
    const index = indices[i] as number
    if (!(Number.isInteger(index) && index >= 0 && index < count)) {
      throw new RangeError(`image ${index} was requested; there are images 0 to ${count - 1}`)
    }
  }
}

/**
 * Reads images `indices` in this order, like `DataSet.read`.
 *
 * @param bytesOf (size, size, 3) bytes of an image, valid until the next call, or null if it cannot be read; it is given
 * what lets a large image be cancelled
 */
export async function* decodeImages(
  indices: ArrayLike<number>,
  labels: ArrayLike<number>,
  { size, batchSize, control = UNCONTROLLED }: ReadOptions,
  bytesOf: (index: number, control: JobControl) => Promise<Uint8Array | null>,
): AsyncGenerator<ImageBatch> {
  checkIndices(indices, labels.length)
  const { checkpoint } = pace(control)
  let done = 0
  for (const asked of inBatches(indices, batchSize)) {
    const builder = new ImageBatchBuilder(asked.length, size)
    for (const index of asked) {
      const imageControl = { checkpoint: () => checkpoint(done, indices.length) }
      await imageControl.checkpoint()
      const bytes = await bytesOf(index, imageControl)
      done++
      if (bytes !== null) builder.add(index, labels[index] as number, bytes)
    }
    yield builder.build()
  }
}

/** The indices in batches of `batchSize`; the last may be shorter. */
function* inBatches(indices: ArrayLike<number>, batchSize: number): Generator<number[]> {
  if (!(Number.isInteger(batchSize) && batchSize >= 1)) {
    throw new RangeError(`the batch size is ${batchSize}; it must be a whole number of at least 1`)
  }
  for (let start = 0; start < indices.length; start += batchSize) {
    yield Array.prototype.slice.call(indices, start, start + batchSize)
  }
}

/** Collects up to `capacity` images of (size, size, 3) bytes. */
class ImageBatchBuilder {
  private readonly indices: Uint32Array
  private readonly labels: Uint16Array
  private readonly pixels: Uint8Array
  private count = 0

  constructor(
    capacity: number,
    private readonly size: number,
  ) {
    if (!(Number.isInteger(size) && size >= 1 && size <= MAX_SIZE)) {
      throw new RangeError(`size is ${size}; it must be a whole number of pixels from 1 to ${MAX_SIZE}`)
    }
    this.indices = new Uint32Array(capacity)
    this.labels = new Uint16Array(capacity)
    this.pixels = new Uint8Array(capacity * size * size * 3)
  }

  add(index: number, label: number, bytes: Uint8Array): void {
    this.indices[this.count] = index
    this.labels[this.count] = label
    this.pixels.set(bytes, this.count * this.size * this.size * 3)
    this.count++
  }

  build(): ImageBatch {
    return {
      indices: this.indices.subarray(0, this.count),
      labels: this.labels.subarray(0, this.count),
      pixels: this.pixels.subarray(0, this.count * this.size * this.size * 3),
      size: this.size,
    }
  }
}
