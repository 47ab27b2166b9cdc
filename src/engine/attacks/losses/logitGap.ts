import * as tf from '../../tf'
import { DECISION_BOUNDARY } from './description'
import { margin } from './margin'
import { logitAt, maskOf } from './order'
import type { AttackLoss } from './types'

/** How far the target's logit is above the label's, whatever others are; without a target the margin. */
export const logitGap: AttackLoss = {
  describe: (hasTarget, classCount) =>
    hasTarget
      ? { name: 'logit gap', formula: 'target’s logit − label’s', unit: 'logits', reference: DECISION_BOUNDARY }
      : margin.describe(false, classCount),
  kernel: 'logitGap',
  minClasses: 2,
  values(logits, labels, targets) {
    if (targets === null) return margin.values(logits, labels, null)
    const at = (classes: tf.Tensor1D) => logitAt(logits, maskOf(classes, logits.shape[1]))
    return tf.sub(at(targets), at(labels))
  },
}
