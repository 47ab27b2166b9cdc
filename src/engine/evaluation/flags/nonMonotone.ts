import { countOf } from '../../../countOf'
import type { Eps01 } from '../../../units'
import { type AttackComparison, compareStronger, compareWeaker, judgeComparisons } from './compare'
import { LEVEL } from './observation'
import { epsilonWords, wholeBox } from './probes'
import type { Flag } from './types'

/** The sizes that are compared with the evaluation's epsilon, as multiples. */
const SMALLER = [1 / 4, 1 / 2] as const
const LARGER = [2, 4] as const

/** The curve itself cannot show this, because a model fooled at a smaller epsilon counts as fooled at larger ones. */
export const nonMonotone: Flag = {
  id: 'non-monotone',
  name: 'A larger epsilon fools fewer',
  remedy:
    'A larger ball contains the smaller one: use smaller steps, or more of them, at the larger epsilons, and trust no point that is higher than one to its left.',
  async check(probes) {
    const { norm, epsilon, steps } = probes.settings
    const largest = wholeBox(norm, probes.images.size)
    const nameOf = (own: number) => `PGD with ${countOf(steps, 'step')} at epsilon ${epsilonWords(norm, own)}`
    const at = (factor: number) => {
      const own = Math.min(factor * epsilon, largest) as Eps01
      return probes.challenger(nameOf(own), { epsilon: own })
    }
    const middle = await probes.usual(nameOf(epsilon))
    const comparisons: AttackComparison[] = []
    for (const factor of SMALLER) comparisons.push(await compareWeaker(at(factor), middle))
    // Sizes at which any image is allowed are all equivalent.
    if (epsilon < largest) for (const factor of LARGER) comparisons.push(await compareStronger(middle, at(factor)))
    return judgeComparisons(comparisons as [AttackComparison, ...AttackComparison[]], LEVEL)
  },
}
