/** @file Auto-PGD as attacks are asked for: in every norm, with restarts. */
import { type ApgdPlan, apgdRun } from './apgd'
import { apgdL1Run } from './apgdL1'
import type { AttackLoss } from './losses/types'
import type { NormId } from './norms/types'
import type { Attack, AttackRun, CommonSettings, Goal } from './types'
import { classesProblem, restartsProblem, stepsProblem } from './validation'

export interface ApgdSettings extends CommonSettings {
  readonly steps: number
  readonly restarts: number
}

/** Auto-PGD on a loss, with restarts. */
export const apgdAttack = (
  name: string,
  loss: AttackLoss,
  minClasses: (goal: Goal) => number,
): Attack<ApgdSettings> => ({
  name,
  norms: ['linf', 'l2', 'l1'],
  goals: ['untargeted', 'targeted'],
  defaults: (norm, epsilon) => ({ norm, epsilon, seed: 0, steps: 100, restarts: 1 }),
  problem: ({ steps, restarts }, { classCount, goal }) =>
    classesProblem(name, classCount, minClasses(goal)) ?? stepsProblem(steps) ?? restartsProblem(restarts),
  runs: ({ norm, steps, restarts }) =>
    Array.from({ length: restarts }, (_, restart) =>
      apgdRunIn(norm, { name: `${name}, start ${restart + 1}`, steps, targetRank: null, loss }),
    ),
})

/** One run, in L1 by the algorithm that was published for it. */
export const apgdRunIn = (norm: NormId, plan: ApgdPlan): AttackRun => (norm === 'l1' ? apgdL1Run(plan) : apgdRun(plan))
