import { z } from 'zod'
import { positiveNumber } from '../settings/fields'
import { onAttacked } from './adversarial'
import { innerAttackFields } from './innerAttack'
import { wholeLoss } from './lossTerms'
import type { Objective } from './types'

const settings = z.object({
  epsilon255: innerAttackFields.epsilon255,
  /** The step as a fraction of epsilon. */
  stepShare: positiveNumber({ max: 4, usual: 1.25 }, { label: 'Step size', unit: 'ε' }),
})

/**
 * FGSM adversarial training with a random start (Wong et al. 2020): one step, here of 1.25 epsilon.
 * Known to collapse without warning once the model has learned to fool one step ("catastrophic overfitting").
 */
export const fgsmAdversarial: Objective<z.infer<typeof settings>> = {
  id: 'fgsm',
  name: 'FGSM adversarial',
  about: 'Cross-entropy on images attacked in one step: fast, but known to diverge at times.',
  derivatives: 'first',
  settings,
  parts: ['crossEntropyAttacked'],
  terms: wholeLoss('attacked CE'),
  evaluate: (batch, { epsilon255, stepShare }) =>
    onAttacked(batch, { epsilon255, stepSize255: stepShare * epsilon255, steps: 1 }),
}
