import type * as tf from '../../../tf'

/** What kernels gave for known inputs, beside what they should have given. */
export interface KernelComparison {
  readonly got: tf.Tensor
  readonly expected: readonly number[]
  /** By which a tensor comes down to as many numbers as are expected; its values, if left out. */
  readonly summarise?: (values: ArrayLike<number>) => readonly number[]
}

/** Runs kernels on known inputs. Called in tf.tidy. */
export type KernelCheck = () => readonly KernelComparison[]
