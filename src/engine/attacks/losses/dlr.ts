import * as tf from '../../tf'
import { DECISION_BOUNDARY } from './description'
import { largest, logitAt, maskOf } from './order'
import type { AttackLoss } from './types'

const TINY = 1e-12

/**
 * Difference of logits ratio (Croce and Hein 2020, eq. 6, 7). With z1 >= z2 >= ... the sorted logits:
 * -(z_y - max of the others) / (z1 - z3), and towards a target t: -(z_y - z_t) / (z1 - (z3 + z4) / 2).
 */
export const dlr: AttackLoss = {
  describe: (hasTarget) => ({
    name: hasTarget ? 'targeted DLR' : 'DLR',
    formula: hasTarget
      ? '(target’s logit − label’s) / (largest − mean of third and fourth)'
      : '(largest other logit − label’s) / (largest − third)',
    unit: null,
    reference: DECISION_BOUNDARY,
  }),
  kernel: 'dlr',
  minClasses: 3,
  values(logits, labels, targets) {
    const label = maskOf(labels, logits.shape[1])
    const own = logitAt(logits, label)
    if (targets !== null) return towards(logits, own, targets)
    const [first, , third] = largest(logits, 3) as [tf.Tensor2D, tf.Tensor2D, tf.Tensor2D]
    const [other] = largest(logits, 1, label) as [tf.Tensor2D]
    const margin = tf.sub(logitAt(logits, other), own)
    return tf.div(margin, tf.add(tf.sub(logitAt(logits, first), logitAt(logits, third)), TINY))
  },
}

export const TARGETED_DLR_MIN_CLASSES = 4

function towards(logits: tf.Tensor2D, own: tf.Tensor1D, targets: tf.Tensor1D): tf.Tensor1D {
  const at = logitAt(logits, maskOf(targets, logits.shape[1]))
  const [first, , third, fourth] = largest(logits, 4) as [tf.Tensor2D, tf.Tensor2D, tf.Tensor2D, tf.Tensor2D]
  const below = tf.mul(logitAt(logits, tf.add(third, fourth)), 0.5)
  return tf.div(tf.sub(at, own), tf.add(tf.sub(logitAt(logits, first), below), TINY))
}
