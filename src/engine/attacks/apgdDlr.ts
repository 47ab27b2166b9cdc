import { apgdAttack } from './algorithms/apgdAttack'
import { dlr, TARGETED_DLR_MIN_CLASSES } from './losses/dlr'

/** Auto-PGD on the difference of logits ratio, towards a target on its targeted form (Croce and Hein 2020). */
export const apgdDlr = apgdAttack('APGD-DLR', dlr, 'dlr', (goal) =>
  goal === 'targeted' ? TARGETED_DLR_MIN_CLASSES : dlr.minClasses,
)
