import { apgdRunIn } from './apgdAttack'
import { dlr, TARGETED_DLR_MIN_CLASSES } from './losses/dlr'
import type { Attack, CommonSettings } from './types'
import { classesProblem, integerProblem, restartsProblem, stepsProblem } from './validation'

export interface ApgdTSettings extends CommonSettings {
  readonly steps: number
  /** How many of the likeliest wrong classes it steers to, one run each. Never more than there are. */
  readonly targetClasses: number
  /** Of each class. */
  readonly restarts: number
}

/**
 * Auto-PGD on the targeted difference of logits ratio, towards one wrong class after another (Croce and Hein
 * 2020): the second attack of AutoAttack. Any wrong class will do, so that its goal is untargeted.
 */
export const apgdT: Attack<ApgdTSettings> = {
  name: 'APGD-T',
  norms: ['linf', 'l2', 'l1'],
  goals: ['untargeted'],
  defaults: (norm, epsilon) => ({
    norm,
    epsilon,
    seed: 0,
    steps: 100,
    targetClasses: norm === 'l1' ? 5 : 9,
    restarts: 1,
  }),
  problem: ({ steps, targetClasses, restarts }, { classCount }) =>
    classesProblem('APGD-T', classCount, TARGETED_DLR_MIN_CLASSES) ??
    stepsProblem(steps) ??
    integerProblem('number of target classes', targetClasses, 1, 1000) ??
    restartsProblem(restarts),
  runs: ({ norm, steps, targetClasses, restarts }, { classCount }) =>
    Array.from({ length: Math.min(targetClasses, classCount - 1) * restarts }, (_, run) => {
      const targetRank = 1 + Math.floor(run / restarts)
      return apgdRunIn(norm, {
        name: `APGD-T, class ${targetRank}, start ${1 + (run % restarts)}`,
        steps,
        targetRank,
        loss: dlr,
      })
    }),
}
