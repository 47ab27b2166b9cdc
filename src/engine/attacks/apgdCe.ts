import { apgdAttack } from './apgdAttack'
import { crossEntropy } from './losses/crossEntropy'

/** Auto-PGD on cross-entropy (Croce and Hein 2020): the first attack of AutoAttack. */
export const apgdCe = apgdAttack('APGD-CE', crossEntropy, () => crossEntropy.minClasses)
