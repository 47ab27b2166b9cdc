/** @file A model as a few fused kernels: the same logits, and its input gradient without a tape. */
import type { Tensor2D, Tensor4D } from '../tf'

/**
 * Passes through a model whose parameters stay as they are, for who needs logits and the input gradient alone.
 * Nothing of it can be differentiated: on a tape it throws.
 */
export interface FusedNetwork {
  /**
   * To be called in tf.tidy, which disposes of what the backward pass needs.
   *
   * @param pixels (N, height, width, 3) in [0, 1]
   */
  forward(pixels: Tensor4D): FusedPass
  dispose(): void
}

export interface FusedPass {
  /** (N, classes) */
  readonly logits: Tensor2D
  /** The gradient in the pixels of what has the gradient `atLogits` (N, classes) in the logits. In the same tf.tidy. */
  backward(atLogits: Tensor2D): Tensor4D
}

/** How pixels in [0, 1] are normalised, by channel. */
export interface Normalisation {
  readonly mean: readonly number[]
  readonly std: readonly number[]
}
