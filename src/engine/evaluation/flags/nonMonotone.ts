import type { Eps01 } from '../../../units'
import { type Comparison, type Contender, compare, judgeComparisons } from './compare'
import { epsilonText, wholeBox } from './probes'
import { type Flag, LEVEL } from './types'

/** Of the evaluation's epsilon. */
const FACTORS = [1 / 4, 1 / 2, 1, 2, 4] as const

/** The curve itself can not show this: there, what fell at a smaller epsilon has fallen at a larger one. */
export const nonMonotone: Flag = {
  id: 'non-monotone',
  name: 'A larger epsilon fells fewer',
  remedy:
    'A larger ball holds all of a smaller one: take smaller steps or more of them at the larger epsilons, and trust no point above a lower one to its left.',
  async check(probes) {
    const { norm, epsilon, steps } = probes.settings
    const largest = wholeBox(norm, probes.pictures.side)
    const epsilons = [...new Set(FACTORS.map((factor) => Math.min(factor * epsilon, largest)))] as Eps01[]
    const curve: Contender[] = []
    for (const own of epsilons) {
      const held = await probes.holding(await probes.pgd({ epsilon: own }))
      curve.push({ name: `PGD with ${steps} steps at epsilon ${epsilonText(norm, own)}`, held })
    }
    const neighbours = curve.slice(1).map((larger, i) => compare(curve[i] as Contender, larger))
    const observation = judgeComparisons(neighbours as [Comparison, ...Comparison[]], LEVEL)
    const shares = curve.map(
      ({ held }, i) => [`heldAt${epsilons[i]}`, held.filter(Boolean).length / held.length] as const,
    )
    return { ...observation, numbers: { ...observation.numbers, ...Object.fromEntries(shares) } }
  },
}
