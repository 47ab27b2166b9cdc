import * as tf from '../../tf'

/** A type, not an interface: tf.tidy takes only types that may be indexed. */
export type Ball = {
  /** (N, height, width, 3) in [0, 1] */
  readonly pixels: tf.Tensor4D
  /** (N, 1, 1, 1): each image may have its own. */
  readonly epsilon: tf.Tensor4D
  /** pixels - epsilon and pixels + epsilon, both within [0, 1]: no norm of any perturbation allows less or more. */
  readonly low: tf.Tensor4D
  readonly high: tf.Tensor4D
}

/** The ball of radius `epsilon` (N, 1, 1, 1) around `pixels`. In tf.tidy. */
export const ballAround = (pixels: tf.Tensor4D, epsilon: tf.Tensor4D): Ball => ({
  pixels,
  epsilon,
  low: tf.maximum(tf.sub(pixels, epsilon), 0),
  high: tf.minimum(tf.add(pixels, epsilon), 1),
})
