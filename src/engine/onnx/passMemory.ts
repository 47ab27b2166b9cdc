import type * as tf from '../tf'
import { MAX_PASS_NUMBERS } from './limits'

/** What one pass over a graph keeps until its end, the memory of each tensor once. */
export class PassMemory {
  private readonly counted = new Set<object>()
  private left: number

  constructor(images: number) {
    this.left = MAX_PASS_NUMBERS * Math.max(1, images)
  }

  /** Throws one sentence where that is more than any model computes. */
  take({ dataId, size }: Pick<tf.Tensor, 'dataId' | 'size'>): void {
    if (this.counted.has(dataId)) return
    this.counted.add(dataId)
    this.left -= size
    if (this.left >= 0) return
    throw new Error(
      `The ONNX graph computes more than ${MAX_PASS_NUMBERS.toLocaleString('en')} numbers for one image, which no browser has room for; export it for smaller images, or choose a smaller model.`,
    )
  }
}
