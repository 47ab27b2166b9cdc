import * as tf from '../tf'

/**
 * Which gradients are zero everywhere, so that no step can follow them: bool (N). NaN does not count as zero.
 *
 * @param gradient (N, height, width, 3)
 */
export const isZeroGradient = (gradient: tf.Tensor4D): tf.Tensor1D =>
  tf.logicalNot(tf.any(tf.notEqual(tf.reshape(gradient, [gradient.shape[0], -1]), 0), 1))
