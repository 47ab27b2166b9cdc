import * as tf from '../tf'
import { stopGradient } from './stopGradient'

/**
 * Cross-entropy in nats of each image, logSumExp(z) - z_y, as log(1 + the sum over others of exp(z_k - z_y)).
 *
 * Its slope in z_y is then minus the sum of the other probabilities. Computed as p_y - 1 it would lose its digits in
 * float32 where a model is nearly certain, and the norm of the input gradient would be wrong by a tenth there.
 *
 * Correct to second order once `installSecondDerivatives` has run. tfjs's own
 * `softmaxCrossEntropy` and `logSoftmax` are custom gradients, whose second
 * derivatives are silently wrong (tensorflow/tfjs#3252).
 *
 * @param logits (images, classes)
 * @param labels (images), int32 class indices
 * @returns (images)
 */
export function crossEntropy(logits: tf.Tensor2D, labels: tf.Tensor1D): tf.Tensor1D {
  const classCount = logits.shape[1]
  const isLabel = tf.cast(tf.oneHot(tf.cast(labels, 'int32'), classCount), 'float32')
  const aboveLabel = tf.sub(logits, tf.sum(tf.mul(logits, isLabel), 1, true))
  // At least 0. It guards against overflow and cancels out of the value, so it may be constant.
  const shift = stopGradient(tf.max(aboveLabel, 1))
  const shares = tf.exp(tf.sub(aboveLabel, tf.expandDims(shift, 1)))
  const others = tf.sum(tf.mul(shares, tf.sub(1, isLabel)), 1)
  return tf.add(tf.log(tf.add(others, tf.exp(tf.neg(shift)))), shift)
}
