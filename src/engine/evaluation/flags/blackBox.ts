import { countOf } from '../../../countOf'
import { ATTACKS, type AttackChoice } from '../../attacks/registry'
import { type Challenger, compare, compareWeaker, judgeComparisons } from './compare'
import { LEVEL } from './observation'
import type { Probes } from './probes'
import type { Flag } from './types'

/** Queries per image for each step of PGD: enough to beat PGD on masked gradients within a few seconds. */
const QUERIES_PER_STEP = 10

export const blackBox: Flag = {
  id: 'black-box',
  name: 'Black box is stronger than white box',
  remedy:
    'An attack without gradients should not win: attack the model with AutoAttack, and trust the lowest accuracy.',
  async check(probes) {
    const { steps } = probes.settings
    const pgd = await probes.usual(`PGD with ${countOf(steps, 'step')}`)
    const comparisons = (await probes.underOthers()).map((other) => compare(other, pgd))
    const square = challengeOfSquare(probes)
    if (square !== null) comparisons.unshift(await compareWeaker(square, pgd))
    const [first, ...rest] = comparisons
    if (first === undefined) {
      const seen = 'There is no black-box attack to compare with; add another model to transfer perturbations from.'
      return { status: 'unknown', seen, numbers: {} }
    }
    return judgeComparisons([first, ...rest], LEVEL)
  },
}

/** null in a norm that Square does not support. */
function challengeOfSquare(probes: Probes): Challenger | null {
  const { norm, epsilon, seed, steps } = probes.settings
  if (!ATTACKS.square.norms.includes(norm)) return null
  const queries = QUERIES_PER_STEP * steps
  const attack: AttackChoice = { id: 'square', settings: { ...ATTACKS.square.defaults(norm, epsilon), seed, queries } }
  return probes.challengerBy(`Square with ${countOf(queries, 'query')}`, attack)
}
