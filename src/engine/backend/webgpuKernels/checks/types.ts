import type * as tf from '../../../tf'

/** The kernels' results for known inputs, and the expected ones. */
export interface KernelComparison {
  readonly got: tf.Tensor
  readonly expected: readonly number[]
  /** Reduces a tensor to the expected number of values; by default its values are compared. */
  readonly summarise?: (values: ArrayLike<number>) => readonly number[]
}

/** Runs kernels on known inputs. Called in tf.tidy. */
export type KernelCheck = () => readonly KernelComparison[]
