/** @file What changes from step to step of a training, and what a step is told. */
import type * as tf from '../tf'
import type { ChosenOptimizer } from './optimizers/registry'

/** Tensors by parameter name. */
export type TensorsByName = Readonly<Record<string, tf.Tensor>>

/** Everything that changes from step to step. Tensors are never modified: a step makes new ones. */
// A type rather than an interface, as tf.tidy accepts only types that can be indexed.
export type TrainingTensors = {
  readonly parameters: TensorsByName
  /** Exponential moving average of the parameters. */
  readonly average: TensorsByName
  /** The optimiser's state, by slot. */
  readonly slots: Readonly<Record<string, TensorsByName>>
}

export interface StepSettings {
  readonly optimizer: ChosenOptimizer
  readonly learningRate: number
  /** Counted from 0. */
  readonly step: number
  /** Limit of the Euclidean norm of all gradients together; null for none. */
  readonly clipNorm: number | null
  readonly averageDecay: number
}

export type Step = {
  readonly tensors: TrainingTensors
  /** Euclidean norm of all gradients together, before clipping. */
  readonly gradientNorm: tf.Scalar
  /** That of all new parameters: not finite if one of them is not. */
  readonly parameterNorm: tf.Scalar
}
