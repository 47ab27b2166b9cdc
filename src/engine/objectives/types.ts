import type { z } from 'zod'
import type { Parameters } from '../architectures/types'
import type { Scalar, Tensor, Tensor1D, Tensor2D, Tensor4D } from '../tf'
import type { BatchRng } from './rng'

/** Logits (N, classes) of pixels (N, height, width, 3) in [0, 1]. Differentiable in the pixels. */
export type Forward = (pixels: Tensor4D) => Tensor2D

/** A model as a function of its trained parameters; the others are constants. */
export interface ParametricModel {
  /** By name, in PyTorch's shapes. Owned by the trainer. */
  readonly trained: Parameters
  readonly classes: number
  /** Per channel, for the model's normalisation. */
  readonly mean: readonly number[]
  readonly std: readonly number[]
  /**
   * The model at these values of its trained parameters, differentiable in them. Call it and its result in tf.tidy.
   *
   * @param derivatives how often it will be differentiated; the first, if left out. It only helps to be fast.
   */
  readonly bind: (trained: Parameters, derivatives?: 'first' | 'second') => Forward
}

export interface ObjectiveBatch {
  readonly model: ParametricModel
  /** (N, height, width, 3) in [0, 1] */
  readonly pixels: Tensor4D
  /** The same pixels, row by row. */
  readonly values: Float32Array
  /** (N) int32 */
  readonly labels: Tensor1D
  /** In [0, 1]: the present strength of the objective's penalty or attack. */
  readonly ramp: number
  readonly rng: BatchRng
}

/** The caller disposes of all tensors: an enclosing tf.tidy does not. */
// A type rather than an interface, as tf.tidy accepts only types that can be indexed.
export type ObjectiveResult = {
  /** The quantity that is minimised, a mean over the batch. */
  readonly loss: Scalar
  /** Its parts, unweighted; means over the batch. */
  readonly parts: Readonly<Record<string, Scalar>>
  /** d loss / d parameter, for every trained parameter by its name. */
  readonly gradients: Readonly<Record<string, Tensor>>
}

/** The loss of a step and its parts, as numbers. */
export interface ReportedLoss {
  readonly loss: number
  readonly parts: Readonly<Record<string, number>>
}

/** A term of the loss. */
export interface LossTerm<Settings> {
  /** Its label in the chart's legend. */
  readonly label: string
  /** All terms of an objective add up to its loss. */
  readonly of: (reported: ReportedLoss, settings: Settings) => number
}

/** The two ways to differentiate a gradient penalty. */
export type PenaltyRoute = 'doubleBackprop' | 'finiteDifferences'

/** What training minimises. Adding one is one file and one line in the registry. */
export interface Objective<Settings> {
  readonly id: string
  readonly name: string
  /** A one-sentence description, for choosing between objectives. */
  readonly about: string
  /** For an objective with two ways of differentiation: which one this is, and the id under which both are offered. */
  readonly route?: { readonly of: string; readonly by: PenaltyRoute }
  /** Whether it has a penalty or an attack that can be ramped up. True by default. */
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
