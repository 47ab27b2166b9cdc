import { ATTACKS } from '../../attacks/registry'
import { type Contender, compare, judgeComparisons } from './compare'
import type { Probes } from './probes'
import { type Flag, LEVEL } from './types'

/** Queries a picture for each step of PGD: enough to fell more than PGD where that is masked, in a few seconds. */
const QUERIES_PER_STEP = 10

export const blackBox: Flag = {
  id: 'black-box',
  name: 'Black box is stronger than white box',
  remedy:
    'An attack that sees no gradient must not win: attack the model with AutoAttack, and trust the smallest accuracy of all.',
  async check(probes) {
    const { steps } = probes.settings
    const square = await holdingUnderSquare(probes)
    const transferred = (await probes.holdingUnderOthers()).map(({ name, held }) => ({
      name: `the perturbations made on “${name}”`,
      held,
    }))
    const [first, ...rest] = square === null ? transferred : [square, ...transferred]
    if (first === undefined) {
      const seen =
        'There is no black-box attack to compare with; add another model whose perturbations can be shown to this one.'
      return { status: 'unknown', seen, numbers: {} }
    }
    const pgd = { name: `PGD with ${steps} steps`, held: await probes.holding(await probes.pgd()) }
    return judgeComparisons([compare(first, pgd), ...rest.map((contender) => compare(contender, pgd))], LEVEL)
  },
}

/** null in a norm that Square does not have. */
async function holdingUnderSquare(probes: Probes): Promise<Contender | null> {
  const { norm, epsilon, seed, steps } = probes.settings
  if (!ATTACKS.square.norms.includes(norm)) return null
  const queries = QUERIES_PER_STEP * steps
  const settings = { ...ATTACKS.square.defaults(norm, epsilon), seed, queries }
  const results = await probes.attack({ id: 'square', settings })
  return { name: `Square with ${queries} queries`, held: await probes.holding(results) }
}
