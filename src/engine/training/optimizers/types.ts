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
}
