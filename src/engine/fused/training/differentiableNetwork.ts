/** @file A network of fused kernels as a function of its pixels and parameters that tfjs differentiates, up to twice. */
import { largestOf } from '../../../numbers/extremes'
import * as tf from '../../tf'
import type { PhaseName, TrainingExecutor, TrainingProgram } from './program'
import { isTapeOn, runGradientOnTape, runOnTape } from './tape'

/** How often a network is differentiated: what the second derivatives need is only kept where they are asked for. */
export type Derivatives = 'first' | 'second'

/** Null where a layer or a kernel is missing. */
export type MakeExecutor = (derivatives: Derivatives) => {
  readonly program: TrainingProgram
  readonly executor: TrainingExecutor
} | null

type Made = NonNullable<ReturnType<MakeExecutor>>

/** Of one network at a time: the memory of the last pass is used again, and passes before it are repeated if need be. */
export class DifferentiableNetwork {
  private readonly made = new Map<Derivatives, Made | null>()
  private at: (Pick<Pass, 'derivatives'> & { pass: Pass; phase: PhaseName; memoryState: number }) | null = null

  constructor(private readonly make: MakeExecutor) {}

  /** Whether there are kernels for it. */
  has(derivatives: Derivatives): boolean {
    return this.find(derivatives) !== null
  }

  /**
   * Logits (N, classes).
   *
   * @param pixels (N, height, width, 3) in [0, 1]
   * @param parameters as the program lists them
   */
  forward(pixels: tf.Tensor4D, parameters: readonly tf.Tensor[], derivatives: Derivatives): tf.Tensor2D {
    return new Pass(this, pixels, parameters, derivatives).logits()
  }

  bytesOf(images: number): number {
    return largestOf(
      [...this.made.values()].map((made) => made?.executor.bytesOf(images) ?? 0),
      0,
    )
  }

  dispose(): void {
    for (const made of this.made.values()) made?.executor.dispose()
    this.made.clear()
    this.at = null
  }

  /** Runs a phase, after those that it needs. */
  reach(pass: Pass, phase: PhaseName): Made {
    const made = this.of(pass)
    const needed = made.program.phases.find(({ name }) => name === phase)?.after ?? null
    if (needed !== null && !this.isAt(pass, needed)) this.reach(pass, needed)
    if (needed === null) made.executor.load(pass.parameters)
    made.executor.run(phase, pass.images, pass.given(phase))
    this.at = { pass, phase, derivatives: pass.derivatives, memoryState: made.executor.memoryState }
    return made
  }

  isAt(pass: Pass, phase: PhaseName): boolean {
    const { at } = this
    if (at?.pass !== pass || at.phase !== phase || at.derivatives !== pass.derivatives) return false
    return at.memoryState === this.of(pass).executor.memoryState
  }

  of({ derivatives }: Pass): Made {
    const made = this.find(derivatives)
    if (made === null) throw new Error('This network has no fused kernels: use the logits of its layers.')
    return made
  }

  private find(derivatives: Derivatives): Made | null {
    const known = this.made.get(derivatives)
    if (known !== undefined) return known
    const made = this.make(derivatives)
    this.made.set(derivatives, made)
    return made
  }
}

const THIRD = 'Fused networks have no third derivatives: use the logits of their layers.'

/** A forward pass, and what was asked of its derivatives. */
class Pass {
  readonly images: number
  private readonly inputs = new Map<PhaseName, tf.Tensor>()
  /** Whether the derivative along a direction awaits the gradient at the logits. */
  private isBent = false
  /** Gradients at the parameters along directions before that one. */
  private before: readonly tf.Tensor[] = []

  constructor(
    private readonly network: DifferentiableNetwork,
    pixels: tf.Tensor4D,
    public parameters: readonly tf.Tensor[],
    public derivatives: Derivatives,
  ) {
    this.images = pixels.shape[0]
    this.inputs.set('forward', pixels)
  }

  given(phase: PhaseName): tf.Tensor | null {
    return this.inputs.get(phase) ?? null
  }

  logits(): tf.Tensor2D {
    const pixels = this.given('forward') as tf.Tensor4D
    const logits: tf.Tensor2D = runOnTape({
      inputs: [...this.parameters, pixels],
      compute: () => this.compute('forward') as tf.Tensor2D,
      gradients: (atLogits, saved) => {
        this.parameters = saved.slice(0, -1)
        this.inputs.set('forward', saved.at(-1) as tf.Tensor)
        const atParameters = once(() => this.toParameters(atLogits as tf.Tensor2D))
        const each = this.parameters.map((_, i) => () => this.gradient(atParameters(), i))
        return Object.fromEntries([...each, () => this.toPixels(atLogits as tf.Tensor2D, logits)].entries())
      },
    })
    return logits
  }

  private compute(phase: PhaseName, given?: tf.Tensor): tf.Tensor2D | tf.Tensor4D {
    if (given !== undefined) this.inputs.set(phase, given)
    return this.network.reach(this, phase).executor.result(phase, this.images)
  }

  private toPixels(atLogits: tf.Tensor2D, logits: tf.Tensor2D): tf.Tensor4D {
    if (!isTapeOn()) {
      if (this.isBent) return this.compute('bentPixels', atLogits) as tf.Tensor4D
      const isThere = this.network.isAt(this, 'gradients') && this.given('gradients') === atLogits
      return (isThere ? this.compute('pixelsToo') : this.compute('pixels', atLogits)) as tf.Tensor4D
    }
    if (this.isBent) throw new Error(THIRD)
    return runGradientOnTape({
      // At the logits, although they are not computed with: what this adds to the gradients at the parameters is computed
      // along with the logits' own gradient, which the tape asks for later.
      inputs: { gradient: atLogits, at: logits },
      compute: () => this.compute(this.derivatives === 'second' ? 'backward' : 'pixels', atLogits) as tf.Tensor4D,
      gradients: (direction, saved) => {
        if (isTapeOn()) throw new Error(THIRD)
        // The saved one has the same values, and lives as long as the tape.
        if (this.given('backward') === atLogits) this.inputs.set('backward', saved[0] as tf.Tensor)
        const along = this.bend(saved[0] as tf.Tensor2D, direction as tf.Tensor4D)
        return { gradient: () => tf.clone(along), at: () => tf.zeros(logits.shape) }
      },
    })
  }

  /** The derivative of the logits along a direction at the pixels; their gradient has to do with it from here on. */
  private bend(atLogits: tf.Tensor2D, direction: tf.Tensor4D): tf.Tensor2D {
    if (this.isBent) {
      const parameters = this.toParameters(tf.zeros(atLogits.shape))
      this.before = parameters.map((_, i) => tf.keep(this.gradient(parameters, i)))
    }
    this.derivatives = 'second'
    if (!this.network.isAt(this, 'backward') || this.given('backward') !== atLogits) {
      this.inputs.set('backward', atLogits)
      this.network.reach(this, 'backward')
    }
    this.isBent = true
    return this.compute('tangent', direction) as tf.Tensor2D
  }

  private toParameters(atLogits: tf.Tensor2D): readonly tf.Tensor[] {
    if (isTapeOn()) {
      throw new Error('Gradients at the parameters of fused networks have no gradient: use the logits of their layers.')
    }
    const phase = this.isBent ? 'bentGradients' : 'gradients'
    this.inputs.set(phase, atLogits)
    this.network.reach(this, phase)
    return this.parameters
  }

  private gradient(parameters: readonly tf.Tensor[], index: number): tf.Tensor {
    const own = this.network.of(this).executor.gradient(index)
    const before = this.before[index]
    if (before === undefined) return tf.reshape(own, (parameters[index] as tf.Tensor).shape)
    const sum = tf.add(own, before)
    before.dispose()
    return sum
  }
}

function once<T>(compute: () => T): () => T {
  let made: { readonly value: T } | null = null
  return () => {
    made ??= { value: compute() }
    return made.value
  }
}
