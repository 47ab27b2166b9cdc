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
  const losses = tf.add(tf.log(tf.add(others, tf.exp(tf.neg(shift)))), shift) as tf.Tensor1D
  // Derivatives are right as they are.
  return tf.add(losses, tf.sub(withAllDigits(stopGradient(losses), stopGradient(others)), stopGradient(losses)))
}

/** Others below which the label is the likeliest class, and the series below is exact to float32. */
const FEW = 0.01

/**
 * Losses of which 1 + others leaves nothing below 10⁻⁷, by the series of log(1 + others) where these are few. tfjs's log1p
 * adds 1 on wasm and WebGPU all the same.
 */
function withAllDigits(losses: tf.Tensor1D, others: tf.Tensor): tf.Tensor {
  const series = tf.mul(others, tf.sub(1, tf.mul(others, tf.sub(0.5, tf.div(others, 3)))))
  return tf.where(tf.less(others, FEW), series, losses)
}
