/** @file What norms share. */
import * as tf from '../../tf'

/** Keeps a division by the size of nothing from being one by 0, as in the reference implementations. */
const TINY = 1e-12

/** (N, height * width * 3) */
export const flatten = (images: tf.Tensor4D): tf.Tensor2D => tf.reshape(images, [images.shape[0], -1])

/**
 * The same direction with 1 as its largest value, so that no square of a tiny gradient, as of a model that is nearly
 * certain, is too small for a float32, and none is lost beside TINY. Zero stays zero.
 */
export function toLargestOne(direction: tf.Tensor4D): tf.Tensor4D {
  const largest = tf.reshape(tf.max(tf.abs(flatten(direction)), 1), [-1, 1, 1, 1])
  return tf.div(direction, tf.add(largest, tf.cast(tf.equal(largest, 0), 'float32')))
}

/** The same direction at another size: both sizes (N, 1, 1, 1). Zero stays zero. */
export function scaleTo(perturbation: tf.Tensor4D, size: tf.Tensor4D, wanted: tf.Tensor4D | number): tf.Tensor4D {
  return tf.mul(perturbation, tf.div(wanted, tf.add(size, TINY)))
}
