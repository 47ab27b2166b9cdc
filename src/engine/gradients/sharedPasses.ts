import { crossEntropyAt } from '../../numbers/softmax'
import type { PixelImage, Pixels01 } from '../../units'
import { batchSizeFor } from '../batchSize'
import { type Classifier, logitsAt } from '../classifier'
import { finite } from '../finite'
import type { JobControl } from '../jobControl'
import type { ManyGradients, ManyLogits } from '../quantities/defineQuantity'
import * as tf from '../tf'
import { scalarGradient } from './scalarGradient'
import { type GradientScalarId, gradientScalar } from './scalars/registry'

/** Of one image, or of several one after another. */
interface Pass {
  /** (classes) an image */
  readonly logits: Float32Array
  /** (height, width, 3) an image */
  readonly gradient: Float32Array
  /** The scalar of each image. */
  readonly values: Float32Array
}

/** A model's forward and backward passes over one image, each made once, however many quantities need it. */
export class SharedPasses {
  private readonly passes = new Map<string, Pass>()
  private forward: Float32Array | null = null

  constructor(
    private readonly classifier: Classifier,
    private readonly image: PixelImage,
  ) {}

  /** Images arrive as copies, so their contents are compared. */
  isOf({ pixels }: PixelImage): boolean {
    const own = this.image.pixels
    return own.length === pixels.length && own.every((value, i) => value === pixels[i])
  }

  async logits(): Promise<Float32Array> {
    const [made] = this.passes.values()
    if (made !== undefined) return made.logits
    this.forward ??= await this.passForward()
    return this.forward
  }

  /** The gradient of a scalar at `label`, for the image unless other pixels in its layout are given. */
  async gradient(of: GradientScalarId, label: number, pixels?: Pixels01): Promise<Float32Array> {
    if (pixels !== undefined) return (await this.passBackward(of, label, pixels)).gradient
    const key = `${of} at ${label}`
    const made = this.passes.get(key) ?? (await this.passBackward(of, label, this.image.pixels))
    this.passes.set(key, made)
    return made.gradient
  }

  /** The gradients of a scalar at `label` for many images in the layout of this one, a batch at a time. */
  async gradients(of: GradientScalarId, label: number, pixels: Pixels01, control: JobControl): Promise<ManyGradients> {
    const { values, gradients } = await this.batches(of, () => label, pixels, control)
    return { values, gradients }
  }

  /** The loss of many images in the layout of this one, each at a label of its own, with gradients and logits. */
  lossesOf(labels: readonly number[], pixels: Pixels01, control: JobControl): Promise<ManyGradients & ManyLogits> {
    return this.batches('loss', (first, end) => labels.slice(first, end), pixels, control)
  }

  private async batches(
    of: GradientScalarId,
    labelsOf: (first: number, end: number) => number | readonly number[],
    pixels: Pixels01,
    { checkpoint }: JobControl,
  ): Promise<ManyGradients & ManyLogits> {
    const size = this.image.pixels.length
    const count = pixels.length / size
    const batch = batchSizeFor(this.image)
    const logits: Float32Array[] = []
    const values = new Float32Array(count)
    const gradients = new Float32Array(pixels.length)
    for (let first = 0; first < count; first += batch) {
      const end = Math.min(count, first + batch)
      await checkpoint(first, count)
      const part = pixels.subarray(first * size, end * size) as Pixels01
      const pass = await this.passBackward(of, labelsOf(first, end), part)
      logits.push(pass.logits)
      values.set(pass.values, first)
      gradients.set(pass.gradient, first * size)
    }
    return { values, gradients, logits: joined(logits) }
  }

  /** The loss at `label` of images in the layout of this one (N), by forward passes alone. */
  async losses(label: number, pixels: Pixels01): Promise<Float32Array> {
    const logits = tf.tidy(() => logitsAt(this.classifier, this.toTensor(pixels)))
    try {
      const values = finite(await logits.data(), this.classifier, 'logits')
      return finite(lossesAt(values, label, logits.shape[0]), this.classifier, 'loss')
    } finally {
      logits.dispose()
    }
  }

  private async passForward(): Promise<Float32Array> {
    const logits = tf.tidy(() => logitsAt(this.classifier, this.toTensor(this.image.pixels)))
    try {
      return finite(await logits.data(), this.classifier, 'logits')
    } finally {
      tf.dispose(logits)
    }
  }

  private async passBackward(of: GradientScalarId, label: number | readonly number[], pixels: Pixels01): Promise<Pass> {
    const { losses, logits, gradient } = tf.tidy(() => {
      const images = this.toTensor(pixels)
      const labels =
        typeof label === 'number' ? tf.fill([images.shape[0]], label, 'int32') : tf.tensor1d([...label], 'int32')
      return scalarGradient(this.classifier, images, labels as tf.Tensor1D, gradientScalar(of))
    })
    try {
      const found = finite(await logits.data(), this.classifier, 'logits')
      return {
        gradient: finite(await gradient.data(), this.classifier, 'gradient'),
        logits: found,
        values: of === 'loss' ? lossesAt(found, label, logits.shape[0]) : ((await losses.data()) as Float32Array),
      }
    } finally {
      tf.dispose([losses, logits, gradient])
    }
  }

  private toTensor(pixels: Pixels01): tf.Tensor4D {
    const { height, width } = this.image
    return tf.tensor4d(pixels, [pixels.length / (height * width * 3), height, width, 3])
  }
}

/**
 * Of the logits of several images (count), computed in float64, since a backend's own logarithm may leave nothing of a loss
 * that is nearly 0.
 */
function lossesAt(logits: Float32Array, label: number | readonly number[], count: number): Float32Array {
  const classes = logits.length / count
  return Float32Array.from({ length: count }, (_, image) =>
    crossEntropyAt(
      logits.subarray(image * classes, (image + 1) * classes),
      typeof label === 'number' ? label : (label[image] as number),
    ),
  )
}

function joined(parts: readonly Float32Array[]): Float32Array {
  const all = new Float32Array(parts.reduce((sum, { length }) => sum + length, 0))
  let place = 0
  for (const part of parts) {
    all.set(part, place)
    place += part.length
  }
  return all
}
