import { flag, realNumber, restarts } from '../settings/fields'
import type { StepSize } from './algorithms/stepSize'
import { defineAttack } from './defineAttack'
import { type PgdSettings, pgdRun } from './pgd'
import { pgdInPython } from './python/pgd'
import type { CommonSettings } from './types'

/** In L1 more than for PGD: the one step has to find room within [0, 1] for all of epsilon. */
const L1_SHARE = 0.2

/** The fast gradient sign method (Goodfellow et al. 2015), and its form of the other norms: one step of PGD. */
export const fgsm = defineAttack({
  name: 'FGSM',
  norms: ['linf', 'l2', 'l1'],
  goals: ['untargeted', 'targeted'],
  fields: {
    randomStart: flag(false, {
      label: 'Random start',
      help: 'Begins at a uniform point of the ball (Wong et al. 2020) instead of the image itself.',
    }),
    // 1 from the image, 1.25 from a random start (Wong et al. 2020).
    stepShare: realNumber({ min: 0, max: 100, usual: 1 }, { label: 'Step size', unit: 'ε' }),
    restarts: restarts(),
  },
  inPython: (settings, facts) => pgdInPython(asPgd(settings), facts),
  runs: (settings) =>
    Array.from({ length: settings.restarts }, (_, restart) => pgdRun(asPgd(settings), `FGSM, start ${restart + 1}`)),
})

interface FgsmSettings extends CommonSettings {
  readonly randomStart: boolean
  readonly stepShare: number
  readonly restarts: number
}

function asPgd({ stepShare, ...settings }: FgsmSettings): PgdSettings {
  const stepSize: StepSize = { rule: 'shareOfEpsilon', share: stepShare }
  return { ...settings, steps: 1, stepSize, loss: 'crossEntropy', result: 'last', l1Share: L1_SHARE }
}
