import * as tf from '../tf'
import { stopGradient } from './stopGradient'

/**
 * Cross-entropy in nats of each picture, logSumExp(z) - z_y.
 *
 * Right to second order once `installSecondDerivatives` has run. tfjs's own
 * `softmaxCrossEntropy` and `logSoftmax` are custom gradients, whose second
 * derivatives are wrong without a word (tensorflow/tfjs#3252).
 *
 * @param logits (pictures, classes)
 * @param labels (pictures), int32 class indices
 * @returns (pictures)
 */
export function crossEntropy(logits: tf.Tensor2D, labels: tf.Tensor1D): tf.Tensor1D {
  const classCount = logits.shape[1]
  // The shift guards against overflow and cancels out of the value, so it may be constant.
  const shift = stopGradient(tf.max(logits, 1, true))
  const shifted = tf.sub(logits, shift)
  const logSumExp = tf.log(tf.sum(tf.exp(shifted), 1))
  const isLabel = tf.cast(tf.oneHot(tf.cast(labels, 'int32'), classCount), 'float32')
  const atLabel = tf.sum(tf.mul(shifted, isLabel), 1)
  return tf.sub(logSumExp, atLabel)
}
