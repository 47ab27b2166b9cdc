/** @file Auto-PGD as attacks are asked for: in every norm, with restarts. */
import { restarts, steps } from '../../settings/fields'
import { defineAttack } from '../defineAttack'
import type { AttackLoss } from '../losses/types'
import type { NormId } from '../norms/types'
import { apgdInPython } from '../python/apgd'
import type { AttackRun, Goal } from '../types'
import { type ApgdPlan, apgdRun } from './apgd'
import { apgdL1Run } from './apgdL1'

/**
 * Auto-PGD on a loss, with restarts.
 *
 * @param publicLoss the loss's name in torchattacks and pyautoattack
 */
export const apgdAttack = (
  name: string,
  loss: AttackLoss,
  publicLoss: 'ce' | 'dlr',
  minClasses: (goal: Goal) => number,
) =>
  defineAttack({
    name,
    norms: ['linf', 'l2', 'l1'],
    goals: ['untargeted', 'targeted'],
    fields: { steps: steps(100), restarts: restarts() },
    minClasses,
    inPython: (settings, facts) => apgdInPython(settings, publicLoss, facts),
    runs: ({ norm, steps, restarts }) =>
      Array.from({ length: restarts }, (_, restart) =>
        apgdRunIn(norm, { name: `${name}, start ${restart + 1}`, steps, targetRank: null, loss }),
      ),
  })

/** One run, in L1 by the algorithm that was published for it. */
export const apgdRunIn = (norm: NormId, plan: ApgdPlan): AttackRun => (norm === 'l1' ? apgdL1Run(plan) : apgdRun(plan))
