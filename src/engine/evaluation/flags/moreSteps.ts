import { compare, judgeComparisons } from './compare'
import { type Flag, LEVEL } from './types'

/** How many times the usual steps the check takes. */
export const MORE_STEPS = 3

export const moreSteps: Flag = {
  id: 'more-steps',
  name: 'More steps fell fewer',
  remedy:
    'The gradient leads astray between steps: attack with smaller and larger steps, with restarts, and with Square, which needs no gradient.',
  async check(probes) {
    const { steps } = probes.settings
    const held = async (name: string, change: Parameters<typeof probes.pgd>[0]) => ({
      name,
      held: await probes.holding(await probes.pgd(change)),
    })
    const one = await held('one step of PGD', { steps: 1, randomStart: false })
    const usual = await held(`PGD with ${steps} steps`, { steps })
    const more = await held(`PGD with ${MORE_STEPS * steps} steps`, { steps: MORE_STEPS * steps })
    return judgeComparisons([compare(one, usual), compare(usual, more)], LEVEL)
  },
}
