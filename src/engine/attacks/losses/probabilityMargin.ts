import { stopGradient } from '../../gradients/stopGradient'
import * as tf from '../../tf'
import { DECISION_BOUNDARY } from './description'
import { largest, logitAt, maskOf } from './order'
import type { AttackLoss } from './types'

/**
 * How much likelier the best other class is than the label (Xie et al. 2024): p_max − p_y, the margin of the softmax
 * instead of the logits. Towards a target, how much likelier it is than the best other class.
 *
 * Computed from the logits' distances to the label's: the slope of a softmax's p_y − p_y², written as such, loses its
 * digits in float32 where a model is nearly certain.
 */
export const probabilityMargin: AttackLoss = {
  describe: (hasTarget) => ({
    name: 'probability margin',
    formula: hasTarget ? 'p(target) − largest other' : 'largest other − p(label)',
    unit: null,
    reference: DECISION_BOUNDARY,
    lowest: -1,
    highest: 1,
  }),
  minClasses: 2,
  values(logits, labels, targets) {
    const own = maskOf(targets ?? labels, logits.shape[1])
    const above = tf.sub(logits, tf.expandDims(logitAt(logits, own), 1)) as tf.Tensor2D
    // At least 0. It guards against overflow and cancels out, so that it may be constant.
    const shift = stopGradient(tf.max(above, 1)) as tf.Tensor1D
    const shares = tf.mul(tf.exp(tf.sub(above, tf.expandDims(shift, 1))), tf.sub(1, own))
    const atOwn = tf.exp(tf.neg(shift))
    const [other] = largest(logits, 1, own) as [tf.Tensor2D]
    const margin = tf.sub(tf.sum(tf.mul(shares, other), 1), atOwn)
    const ofOthers = tf.div(margin, tf.add(tf.sum(shares, 1), atOwn)) as tf.Tensor1D
    return targets === null ? ofOthers : tf.neg(ofOthers)
  },
}
