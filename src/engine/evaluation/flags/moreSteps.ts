import { countOf } from '../../../countOf'
import { compareStronger, compareWeaker, judgeComparisons } from './compare'
import { LEVEL } from './observation'
import type { Flag } from './types'

/** How many times the usual steps the check takes. */
export const MORE_STEPS = 3

export const moreSteps: Flag = {
  id: 'more-steps',
  name: 'More steps fool fewer',
  remedy:
    'The gradient is misleading between steps: attack with smaller and larger steps, with restarts, and with Square, which needs no gradient.',
  async check(probes) {
    const { steps } = probes.settings
    const usual = await probes.usual(`PGD with ${countOf(steps, 'step')}`)
    const one = probes.challenger('one step of PGD', { steps: 1, randomStart: false })
    const more = probes.challenger(`PGD with ${countOf(MORE_STEPS * steps, 'step')}`, { steps: MORE_STEPS * steps })
    return judgeComparisons([await compareWeaker(one, usual), await compareStronger(usual, more)], LEVEL)
  },
}
