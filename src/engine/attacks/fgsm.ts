import { pgdRun } from './pgd'
import type { StepSize } from './stepSize'
import type { Attack, CommonSettings } from './types'
import { numberProblem, restartsProblem } from './validation'

export interface FgsmSettings extends CommonSettings {
  /** Whether to start at a uniform point of the ball (Wong et al. 2020), or at the picture itself. */
  readonly randomStart: boolean
  /** The one step's size as a share of epsilon: 1 from the picture, 1.25 from a random start (Wong et al. 2020). */
  readonly stepShare: number
  readonly restarts: number
}

/** In L1 more than for PGD: the one step has to find room within [0, 1] for all of epsilon. */
const L1_SHARE = 0.2

/** The fast gradient sign method (Goodfellow et al. 2015), and its form of the other norms: one step of PGD. */
export const fgsm: Attack<FgsmSettings> = {
  name: 'FGSM',
  norms: ['linf', 'l2', 'l1'],
  goals: ['untargeted', 'targeted'],
  defaults: (norm, epsilon) => ({ norm, epsilon, seed: 0, randomStart: false, stepShare: 1, restarts: 1 }),
  problem: ({ stepShare, restarts }) =>
    numberProblem('step as a share of epsilon', stepShare, 0, 100) ?? restartsProblem(restarts),
  runs: ({ stepShare, restarts, ...settings }) => {
    const stepSize: StepSize = { rule: 'shareOfEpsilon', share: stepShare }
    const asPgd = { ...settings, steps: 1, stepSize, restarts, result: 'last', l1Share: L1_SHARE } as const
    return Array.from({ length: restarts }, (_, restart) => pgdRun(asPgd, `FGSM, start ${restart + 1}`))
  },
}
