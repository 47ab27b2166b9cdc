/** @file A network whose parameters are trained, on the fused kernels of the backend in use. */
import type * as tf from '../../tf'
import { trainingExecutorInUse } from '../executors'
import type { Build } from '../fuseNetwork'
import type { Size } from '../network'
import { NetworkBuilder } from '../networkBuilder'
import { type ForwardPlan, planForward } from '../plan/forward'
import type { Normalisation } from '../types'
import { type Derivatives, DifferentiableNetwork } from './differentiableNetwork'
import { parametersOf, planTraining } from './plan'

/** What is the same at every step, of one model. It owns the memory of its steps. */
export class TrainingNetwork {
  private network: DifferentiableNetwork | null = null

  /**
   * The network that the builder is told, of tensors that may be on a tape: differentiable in them and in its pixels.
   * To be called in tf.tidy, with the same layers each time. Null where there are no kernels for it; then it takes the
   * logits of its layers.
   *
   * @param size of the images
   */
  bind(
    build: Build,
    size: Size,
    normalisation: Normalisation,
    derivatives: Derivatives,
  ): ((pixels: tf.Tensor4D) => tf.Tensor2D) | null {
    if (!trainingExecutorInUse() || this.network?.has(derivatives) === false) return null
    const builder = new NetworkBuilder(size)
    const logits = build(builder)
    if (logits === null) return null
    const plan = planForward({ images: builder.images, layers: builder.layers, logits }, normalisation)
    this.network ??= new DifferentiableNetwork((order) => executorOf(plan, order))
    const { network } = this
    if (!network.has(derivatives)) return null
    const parameters = parametersOf(plan)
    return (pixels) => network.forward(pixels, parameters, derivatives)
  }

  /** Of the memory in which it computes, with so many images. */
  bytesOf(images: number): number {
    return this.network?.bytesOf(images) ?? 0
  }

  dispose(): void {
    this.network?.dispose()
    this.network = null
  }
}

function executorOf(plan: ForwardPlan, derivatives: Derivatives) {
  const program = planTraining(plan, derivatives)
  const executor = program && (trainingExecutorInUse()?.(program) ?? null)
  return program && executor && { program, executor }
}
