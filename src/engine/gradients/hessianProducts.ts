/** @file Products of the Hessian of the loss with directions, computed together where they are asked for together. */
import type { Pixels01 } from '../../units'
import type { Classifier } from '../classifier'
import { finite } from '../finite'
import * as tf from '../tf'
import { crossEntropy } from './crossEntropy'

const MOST_IMAGES = 16
/** With larger images fewer: a second backward pass remembers a multiple of what the first does. */
const MOST_PIXELS = 2 ** 15

interface Asked {
  /** (height, width, 3), both. */
  readonly pixels: Pixels01
  readonly direction: Float32Array
  readonly label: number
  readonly resolve: (product: Float32Array) => void
  readonly reject: (error: unknown) => void
}

/**
 * The Hessian of the loss with respect to the pixels, times a direction, by double backward. Of images whose products are
 * asked for at the same time, as by power iterations side by side, a batch at a time is computed.
 */
export class HessianProducts {
  private waiting: Asked[] = []
  private readonly batch: number

  /** @param beforeBatch may throw, which rejects all that waits */
  constructor(
    private readonly classifier: Classifier,
    private readonly layout: { readonly height: number; readonly width: number },
    private readonly beforeBatch: () => Promise<void> = () => Promise.resolve(),
  ) {
    const { height, width } = layout
    this.batch = Math.min(MOST_IMAGES, Math.max(1, Math.floor(MOST_PIXELS / (height * width))))
  }

  /** @param pixels and direction, (height, width, 3) */
  of(pixels: Pixels01, label: number, direction: Float32Array): Promise<Float32Array> {
    return new Promise((resolve, reject) => {
      // Others that are asked for in this turn of the event loop join it.
      if (this.waiting.length === 0) setTimeout(() => void this.computeAll())
      this.waiting.push({ pixels, label, direction, resolve, reject })
    })
  }

  private async computeAll(): Promise<void> {
    const all = this.waiting
    this.waiting = []
    try {
      for (let first = 0; first < all.length; first += this.batch) {
        await this.beforeBatch()
        const members = all.slice(first, first + this.batch)
        const products = await this.compute(members)
        const size = products.length / members.length
        for (const [place, { resolve }] of members.entries()) {
          resolve(products.slice(place * size, (place + 1) * size))
        }
      }
    } catch (error) {
      // Without effect on those that have their product.
      for (const { reject } of all) reject(error)
    }
  }

  private async compute(members: readonly Asked[]): Promise<Float32Array> {
    const { classifier } = this
    const product = tf.tidy(() => {
      const labels = tf.tensor1d(
        members.map(({ label }) => label),
        'int32',
      )
      const along = this.toTensor(members.map(({ direction }) => direction))
      // No image depends on another, so that the gradient of the sum is each image's own.
      const slope = tf.grad((x) => tf.sum(crossEntropy(classifier.logits(x as tf.Tensor4D), labels)))
      return tf.grad((x) => tf.sum(tf.mul(slope(x), along)))(this.toTensor(members.map(({ pixels }) => pixels)))
    })
    try {
      return finite(await product.data(), classifier, 'curvature')
    } finally {
      product.dispose()
    }
  }

  private toTensor(images: readonly Float32Array[]): tf.Tensor4D {
    const { height, width } = this.layout
    const size = height * width * 3
    const all = new Float32Array(images.length * size)
    for (const [place, image] of images.entries()) all.set(image, place * size)
    return tf.tensor4d(all, [images.length, height, width, 3])
  }
}
