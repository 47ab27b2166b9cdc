/** @file Which attacks can be ranked, and which are unless a person chooses. */
import type { NormId } from '../../../engine/attacks/norms/types'
import type { AttackId } from '../../../engine/attacks/registry'
import type { AttackDescription } from '../../../engine/evaluation/types'

const STEPS = ['steps', 'queries'] as const
/** Those of the paper on AttackBench that the page has, its own relatives, and one without gradients. */
const USUAL: readonly AttackId[] = ['pgd', 'apgdCe', 'apgdDlr', 'pma', 'fabT', 'ddn', 'square']

/** In a norm: attacks whose cost one number of steps sets, or none; an ensemble divides its budget in ways of its own. */
export const rankable = (attacks: readonly AttackDescription[], norm: NormId): readonly AttackDescription[] =>
  attacks.filter(
    ({ norms, settings, isLive }) =>
      norms.includes(norm) && isLive && settings.filter(({ name }) => STEPS.some((each) => each === name)).length < 2,
  )

/** Of those that can be ranked in a norm the chosen ones, in the order of the registry; null: the usual ones. */
export function rankedAttacks(
  attacks: readonly AttackDescription[],
  norm: NormId,
  chosen: readonly AttackId[] | null,
): readonly AttackDescription[] {
  const wanted = chosen ?? USUAL
  return rankable(attacks, norm).filter(({ id }) => wanted.includes(id))
}
