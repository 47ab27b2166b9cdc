import * as tf from '../../tf'
import { DECISION_BOUNDARY } from './description'
import { largest, logitAt, maskOf } from './order'
import type { AttackLoss } from './types'

/**
 * How far the best other logit is above the label's; towards a target, how far the target's is above the best
 * other (Andriushchenko et al. 2020). At or above 0 exactly where the goal is reached.
 */
export const margin: AttackLoss = {
  describe: (hasTarget) => ({
    name: 'logit gap',
    formula: hasTarget ? 'target’s logit − largest other' : 'largest other logit − label’s',
    unit: 'logits',
    reference: DECISION_BOUNDARY,
  }),
  kernel: 'margin',
  minClasses: 2,
  values(logits, labels, targets) {
    const mask = maskOf(targets ?? labels, logits.shape[1])
    const [other] = largest(logits, 1, mask) as [tf.Tensor2D]
    const above = tf.sub(logitAt(logits, other), logitAt(logits, mask)) as tf.Tensor1D
    return targets === null ? above : tf.neg(above)
  },
}
