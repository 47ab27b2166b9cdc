/** @file The order of images. A step's batch depends only on seed and step, so that a run can be resumed anywhere. */
import { seededRng } from '../objectives/rng'
import { type Augmentation, augment, drawPlaces } from './augmentation'
import type { TrainingImages } from './trainingImages'

/** First keys of random numbers, so that different purposes never share numbers. */
export const PURPOSES = { order: 1, augmentation: 2, objective: 3, heldOutStart: 4 } as const

export interface PlainBatch {
  /** (N, height, width, 3) in [0, 1] */
  readonly values: Float32Array
  readonly labels: Int32Array
}

export class Batches {
  private readonly orders = new Map<number, Uint32Array>()

  constructor(
    private readonly images: TrainingImages,
    private readonly batchSize: number,
    private readonly augmentation: Augmentation,
    private readonly seed: number,
  ) {}

  /** Every image comes once in each pass over the set; a batch may end one pass and begin the next. */
  indicesAt(step: number): number[] {
    const { count } = this.images
    return Array.from({ length: this.batchSize }, (_, i) => {
      const position = step * this.batchSize + i
      return this.order(Math.floor(position / count))[position % count] as number
    })
  }

  /** The batch of a step, counted from 0. */
  at(step: number): PlainBatch {
    const indices = this.indicesAt(step)
    const rng = seededRng(this.seed, PURPOSES.augmentation, step)
    const places = drawPlaces(rng, indices.length, this.augmentation)
    return {
      values: augment(this.images, indices, places, this.augmentation.cropMargin),
      labels: Int32Array.from(indices, (index) => this.images.labels[index] as number),
    }
  }

  private order(pass: number): Uint32Array {
    let order = this.orders.get(pass)
    if (order === undefined) {
      order = shuffled(this.images.count, this.seed, pass)
      // A batch spans at most two passes; older ones are not needed again.
      for (const kept of this.orders.keys()) if (kept < pass - 1) this.orders.delete(kept)
      this.orders.set(pass, order)
    }
    return order
  }
}

/** Fisher-Yates shuffle. */
function shuffled(count: number, seed: number, pass: number): Uint32Array {
  const order = Uint32Array.from({ length: count }, (_, i) => i)
  const drawn = seededRng(seed, PURPOSES.order, pass).uniform(count)
  for (let i = count - 1; i > 0; i--) {
    const j = Math.floor((drawn[i] as number) * (i + 1))
    const swapped = order[i] as number
    order[i] = order[j] as number
    order[j] = swapped
  }
  return order
}
