import type { z } from 'zod'
import type { Parameters } from '../architectures/types'
import type { Scalar, Tensor, Tensor1D, Tensor2D, Tensor4D } from '../tf'
import type { BatchRng } from './rng'

/** Logits (N, classes) of pixels (N, height, width, 3) in [0, 1]. Differentiable in the pixels. */
export type Forward = (pixels: Tensor4D) => Tensor2D

/** A model as a function of the parameters that are trained; the others are constants. */
export interface ParametricModel {
  /** By name, in PyTorch's shapes. Owned by whoever trains. */
  readonly trained: Parameters
  readonly classes: number
  /** Of the pixels' channels, by which the model normalises. */
  readonly mean: readonly number[]
  readonly std: readonly number[]
  /** The model at these values of its trained parameters, differentiable in them. Call it, and what it returns, in tf.tidy. */
  readonly bind: (trained: Parameters) => Forward
}

export interface ObjectiveBatch {
  readonly model: ParametricModel
  /** (N, height, width, 3) in [0, 1] */
  readonly pixels: Tensor4D
  /** The same pixels, row by row. */
  readonly values: Float32Array
  /** (N) int32 */
  readonly labels: Tensor1D
  /** In [0, 1]: how much of what the objective adds to cross-entropy, or of its attack, is in force. */
  readonly ramp: number
  readonly rng: BatchRng
}

/** The caller disposes of all tensors: an enclosing tf.tidy does not. */
// A type, not an interface: tf.tidy takes only types that may be indexed.
export type ObjectiveResult = {
  /** What is descended, a mean over the batch. */
  readonly loss: Scalar
  /** What it is made of, unweighted; means over the batch. */
  readonly parts: Readonly<Record<string, Scalar>>
  /** d loss / d parameter, for every trained parameter by its name. */
  readonly gradients: Readonly<Record<string, Tensor>>
}

/** The loss of a step and its parts, as numbers. */
export interface ReportedLoss {
  readonly loss: number
  readonly parts: Readonly<Record<string, number>>
}

/** A summand of the loss. */
export interface LossTerm<Settings> {
  /** In the chart's legend. */
  readonly label: string
  /** All terms of an objective add up to its loss. */
  readonly of: (reported: ReportedLoss, settings: Settings) => number
}

/** The two ways to the derivatives of a penalty on a gradient. */
export type PenaltyRoute = 'doubleBackprop' | 'finiteDifferences'

/** What training descends. Adding one is one file and one line in the registry. */
export interface Objective<Settings> {
  readonly id: string
  readonly name: string
  /** What it is, in one sentence, for whoever chooses between objectives. */
  readonly about: string
  /** Where the same objective can be had by two routes: which this is, and the id under which both are offered. */
  readonly route?: { readonly of: string; readonly by: PenaltyRoute }
  /** Whether it has a penalty or an attack that a ramp brings into force. True unless it is set. */
  readonly hasRamp?: boolean
  /** Whether it differentiates the network twice, which some layers do not allow, or once. */
  readonly derivatives: 'first' | 'second'
  /** Every setting has a default. */
  readonly settings: z.ZodType<Settings>
  /** The names of the parts that `evaluate` returns. */
  readonly parts: readonly string[]
  /** What its chart draws. */
  readonly terms: readonly LossTerm<Settings>[]
  readonly evaluate: (batch: ObjectiveBatch, settings: Settings) => ObjectiveResult
}
