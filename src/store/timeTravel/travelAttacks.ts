/** @file The attacks by which a training's epochs are measured, as export_epochs.py makes them with torchattacks. */

import type { AttackChoice } from '../../engine/attacks/registry'
import type { EpochRun } from '../../engine/checkpoints/epochRun'
import { eps255, toEps01 } from '../../units'
import type { TravelAttack } from './timeTravel'

/** Of PGD, as a share of epsilon. */
const STEP_SHARE = 1 / 4

/** Both in L∞ at the epsilon of the run's figures: one step from the image, and PGD from a random start. */
export function travelAttack(id: TravelAttack, { epsilon255, pgdSteps }: EpochRun['measured']): AttackChoice {
  const common = { norm: 'linf', epsilon: toEps01(eps255(epsilon255)), seed: 1, restarts: 1 } as const
  if (id === 'fgsm') return { id, settings: { ...common, randomStart: false, stepShare: 1 } }
  return {
    id,
    settings: {
      ...common,
      steps: pgdSteps,
      loss: 'crossEntropy',
      stepSize: { rule: 'shareOfEpsilon', share: STEP_SHARE },
      randomStart: true,
      result: 'last',
      l1Share: 1,
    },
  }
}

export const travelAttackName = (id: TravelAttack, { pgdSteps }: EpochRun['measured']): string =>
  id === 'fgsm' ? 'FGSM' : `PGD-${pgdSteps}`
