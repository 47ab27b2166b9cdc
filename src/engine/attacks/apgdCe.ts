import { apgdAttack } from './algorithms/apgdAttack'
import { crossEntropyLoss } from './losses/crossEntropy'

/** Auto-PGD on cross-entropy (Croce and Hein 2020): the first attack of AutoAttack. */
export const apgdCe = apgdAttack('APGD-CE', crossEntropyLoss, 'ce', () => crossEntropyLoss.minClasses)
