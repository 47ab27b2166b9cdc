/** @file Single probabilities as losses, for schedules that move one after another; without a target alone. */
import { stopGradient } from '../../gradients/stopGradient'
import * as tf from '../../tf'
import { largest, logitAt, maskOf } from './order'
import type { AttackLoss } from './types'

/** The probability at the label, or its negative. */
export const ofLabel = (sign: 1 | -1): AttackLoss => ({
  describe: () => ({
    name: 'probability of the label',
    formula: sign === 1 ? 'p(label)' : '−p(label)',
    unit: null,
    reference: null,
  }),
  minClasses: 2,
  values: (logits, labels) => tf.mul(probabilityAt(logits, maskOf(labels, logits.shape[1])), sign),
})

/** The largest probability of another class than the label. */
export const bestOther: AttackLoss = {
  describe: () => ({
    name: 'largest other probability',
    formula: 'largest other p',
    unit: null,
    reference: null,
    lowest: 0,
    highest: 1,
  }),
  minClasses: 2,
  values(logits, labels) {
    const [other] = largest(logits, 1, maskOf(labels, logits.shape[1])) as [tf.Tensor2D]
    return probabilityAt(logits, other)
  },
}

/** Of the class of each row's mask (N), as 1 / (1 + the sum over others of exp(z_k − z_c)), which keeps its digits near 1. */
function probabilityAt(logits: tf.Tensor2D, mask: tf.Tensor2D): tf.Tensor1D {
  const above = tf.sub(logits, tf.expandDims(logitAt(logits, mask), 1)) as tf.Tensor2D
  const shift = stopGradient(tf.max(above, 1)) as tf.Tensor1D
  const others = tf.sum(tf.mul(tf.exp(tf.sub(above, tf.expandDims(shift, 1))), tf.sub(1, mask)), 1)
  const own = tf.exp(tf.neg(shift))
  return tf.div(own, tf.add(others, own))
}
