import { countOf } from '../../../countOf'
import { leastUnlikely } from '../../../numbers/binomial'
import { LEVEL } from './observation'
import type { Flag } from './types'

/** The share of images on which the loss may end below its start, for instance because it started at its maximum. */
const UNLUCKY = 0.1

export const lossNotRising: Flag = {
  id: 'loss-not-rising',
  name: 'The loss does not rise along the attack',
  remedy:
    'The steps do not raise the loss: look for zero or random gradients, and use smaller steps or average gradients over several passes.',
  async check(probes) {
    const results = await probes.pgd()
    const ends = results.map(({ losses }) => [losses[0] as number, losses.at(-1) as number] as const)
    // A loss that is not a number does not rise either.
    const notRisen = ends.filter(([start, end]) => !(end > start)).length
    const allowed = leastUnlikely(ends.length, UNLUCKY, LEVEL) - 1
    const mean = (side: 0 | 1) => ends.reduce((sum, pair) => sum + pair[side], 0) / ends.length
    const [start, end] = [mean(0), mean(1)]
    return {
      status: notRisen > allowed ? 'raised' : 'clear',
      seen: `Along ${countOf(probes.settings.steps, 'step')} of PGD the loss goes from ${start.toPrecision(3)} to ${end.toPrecision(3)} on average and ends no higher than it began on ${notRisen} of ${countOf(ends.length, 'image')}; up to ${allowed} may do so by bad luck.`,
      numbers: { images: ends.length, notRisen: notRisen / ends.length, meanStart: start, meanEnd: end },
    }
  },
}
