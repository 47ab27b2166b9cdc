import { crossEntropy as valuesAt } from '../../gradients/crossEntropy'
import * as tf from '../../tf'
import { describeCrossEntropy } from './description'
import type { AttackLoss } from './types'

/** Cross-entropy at the label; towards a target, its negative there. */
export const crossEntropyLoss: AttackLoss = {
  describe: describeCrossEntropy,
  kernel: 'crossEntropy',
  minClasses: 2,
  values: (logits, labels, targets) =>
    targets === null ? valuesAt(logits, labels) : tf.neg(valuesAt(logits, targets)),
}
