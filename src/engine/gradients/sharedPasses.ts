import type { PixelImage, Pixels01 } from '../../units'
import { type Classifier, logitsAt } from '../classifier'
import { finite } from '../finite'
import * as tf from '../tf'
import { scalarGradient } from './scalarGradient'
import { type GradientScalarId, gradientScalar } from './scalars/registry'

/** Both (classes) and (height, width, 3). */
interface Pass {
  readonly logits: Float32Array
  readonly gradient: Float32Array
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

  private async passForward(): Promise<Float32Array> {
    const logits = tf.tidy(() => logitsAt(this.classifier, this.toTensor(this.image.pixels)))
    try {
      return finite(await logits.data(), this.classifier, 'logits')
    } finally {
      tf.dispose(logits)
    }
  }

  private async passBackward(of: GradientScalarId, label: number, pixels: Pixels01): Promise<Pass> {
    const { losses, logits, gradient } = tf.tidy(() =>
      scalarGradient(this.classifier, this.toTensor(pixels), tf.tensor1d([label], 'int32'), gradientScalar(of)),
    )
    try {
      return {
        gradient: finite(await gradient.data(), this.classifier, 'gradient'),
        logits: finite(await logits.data(), this.classifier, 'logits'),
      }
    } finally {
      tf.dispose([losses, logits, gradient])
    }
  }

  private toTensor(pixels: Pixels01): tf.Tensor4D {
    return tf.tensor4d(pixels, [1, this.image.height, this.image.width, 3])
  }
}
