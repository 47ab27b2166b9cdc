import { fabRun } from './fab'
import type { Attack, CommonSettings } from './types'
import { integerProblem, restartsProblem, stepsProblem } from './validation'

export interface FabTSettings extends CommonSettings {
  readonly steps: number
  /** How many of the likeliest wrong classes it steers to, one run each; without meaning where there is a target. Never more than there are. */
  readonly targetClasses: number
  /** Of each class: the first at the picture itself, further ones at random. */
  readonly restarts: number
}

/**
 * Fast adaptive boundary attack, its targeted version (Croce and Hein 2020, "Minimally distorted adversarial
 * examples"), towards one wrong class after another: the third attack of AutoAttack. It looks for the nearest
 * picture that falls, however far; here only those count that are within epsilon.
 */
export const fabT: Attack<FabTSettings> = {
  name: 'FAB-T',
  norms: ['linf', 'l2'],
  goals: ['untargeted', 'targeted'],
  defaults: (norm, epsilon) => ({ norm, epsilon, seed: 0, steps: 100, targetClasses: 9, restarts: 1 }),
  problem: ({ steps, targetClasses, restarts }) =>
    stepsProblem(steps) ??
    integerProblem('number of target classes', targetClasses, 1, 1000) ??
    restartsProblem(restarts),
  runs({ norm, steps, targetClasses, restarts }, { goal, classCount }) {
    const ranks =
      goal === 'targeted' ? [null] : Array.from({ length: Math.min(targetClasses, classCount - 1) }, (_, i) => i + 1)
    return ranks.flatMap((targetRank) =>
      Array.from({ length: restarts }, (_, restart) =>
        fabRun({
          name: `FAB-T, ${targetRank === null ? '' : `class ${targetRank}, `}start ${restart + 1}`,
          norm: norm as 'linf' | 'l2',
          steps,
          targetRank,
          startsAtRandom: restart > 0,
        }),
      ),
    )
  },
}
