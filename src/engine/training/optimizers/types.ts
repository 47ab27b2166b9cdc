import type { z } from 'zod'
import type { Tensor } from '../../tf'

export interface Update {
  readonly parameter: Tensor
  readonly gradient: Tensor
  /** The optimiser's state for this parameter, in the order of its `slots`; zeros before the first step. */
  readonly slots: readonly Tensor[]
  readonly learningRate: number
  /** Counted from 1. */
  readonly step: number
  /** Whether weight decay applies to this parameter. */
  readonly decays: boolean
}

export interface Updated {
  readonly parameter: Tensor
  readonly slots: readonly Tensor[]
}

/** The same of values in memory that JavaScript reads. */
export interface ValuesUpdate extends Omit<Update, 'parameter' | 'gradient' | 'slots'> {
  readonly parameter: Float32Array
  readonly gradient: Float32Array
  readonly slots: readonly Float32Array[]
  /** What the gradient is multiplied by first; null: it is as it should be. */
  readonly gradientScale: number | null
  /** Written. */
  readonly updated: { readonly parameter: Float32Array; readonly slots: readonly Float32Array[] }
}

/** How a gradient updates a parameter. Adding one is one file and one line in the registry. */
export interface Optimizer<Settings> {
  readonly id: string
  readonly name: string
  /** Every setting has a default. */
  readonly settings: z.ZodType<Settings>
  /** Names of its state tensors, which have the parameter's shape. */
  readonly slots: readonly string[]
  /** Returns new tensors; to be called in tf.tidy. */
  readonly update: (update: Update, settings: Settings) => Updated
  /** The same, with the same rounding, in one walk over the values, where `update` takes an op for each sum and product. */
  readonly updateValues?: (update: ValuesUpdate, settings: Settings) => void
}
