/**
 * @file Fused networks: a model as few kernels, which give the logits and the input gradient without a tape.
 *
 * Whoever knows a model's layers (an architecture's `build`, for one) tells them to a NetworkBuilder, one by one:
 * convolutions, dense layers, activations, sums, norms, attention, pooling, rearranged tokens, with their parameters as
 * tensors. Nothing there speaks of fusing, of the backward pass, or of a backend.
 *
 *   layers (networkBuilder.ts, network.ts)
 *     -> plan/: what is linear in its channels is folded into the convolution beside it; a convolution takes in the
 *        sum, the shortcut and the activation after it; the backward pass is derived
 *     -> program (instructions.ts): instructions over numbered buffers, first forward, then backward
 *     -> the executor of the backend in use (executors.ts): runs the program, or returns null where it lacks a kernel
 *
 * An executor sees the whole program before the first image, so that it may pack parameters once and lay out its memory;
 * plan/liveness.ts tells when a buffer is read for the last time. A backend is one more executor, and a kind of layer is
 * one more method of the builder and its instructions.
 */
import type { Tensor2D, Tensor4D } from '../tf'

/**
 * Passes through a model whose parameters stay as they are, for those who need logits and the input gradient alone.
 * They cannot be differentiated: on a tape they throw.
 */
export interface FusedNetwork {
  /**
   * To be called in tf.tidy, which disposes of what the backward pass needs.
   *
   * @param pixels (N, height, width, 3) in [0, 1]
   */
  forward(pixels: Tensor4D): FusedPass
  /**
   * Resolves once what it runs is compiled: passes before that wait for it, and block what else is computed. Rejects where
   * it does not compile here. Absent: it is compiled.
   */
  readonly ready?: Promise<void>
  dispose(): void
}

export interface FusedPass {
  /** (N, classes) */
  readonly logits: Tensor2D
  /**
   * From a gradient at the logits (N, classes) to that at the pixels. In the same tf.tidy, before the next forward pass of
   * the network, and as often as one likes.
   */
  backward(atLogits: Tensor2D): Tensor4D
}

/** How pixels in [0, 1] are normalised, by channel. */
export interface Normalisation {
  readonly mean: readonly number[]
  readonly std: readonly number[]
}
