import { countOf } from '../../countOf'
import type { AttackDescription, Mend } from '../../engine/evaluation/types'
import { RANKING_FIELDS } from '../../plans/evaluationNumbers'
import type { EvaluationForm } from './evaluation'
import { type Measure, measuredAttacks, worstCaseAttacks } from './evaluationPlan'
import { mendedAttack } from './mendedAttack'
import type { RankingMeasure } from './ranking/contenders'

export interface MendedForm {
  /** What the run is repeated with, such as "80 steps". */
  readonly name: string
  readonly change: Partial<EvaluationForm>
}

const TIMES_BUDGET = 4

/** What a mend changes in the form of a run that is repeated; null where it changes nothing of such a run. */
export function mendedForm(measure: Measure, attacks: readonly AttackDescription[], mend: Mend): MendedForm | null {
  const attack = mendedAttack(attacks, measure.attack, mend)
  if (attack === null) return null
  const offered = attacks.find(({ id }) => id === attack.id)
  // A worst case over fewer norms says less, and would seem better.
  const isWhole =
    measure.id !== 'worstCase' ||
    worstCaseAttacks(measure).every(({ settings }) => offered?.norms.includes(settings.norm))
  if (!isWhole) return null
  return measure.id === 'ranking' ? mendedRanking(measure, mend) : { name: mend.name, change: { attack } }
}

/** A ranking derives steps from its budget, and takes the other settings of each attack as they usually are. */
function mendedRanking(measure: RankingMeasure, { name, attack, settings }: Mend): MendedForm | null {
  const ids = measuredAttacks(measure).map(({ id }) => id)
  const { budget } = measure
  if (attack !== null) {
    return ids.includes(attack)
      ? null
      : { name: `${name} too`, change: { ranking: { attacks: [...ids, attack], budget } } }
  }
  const more = Math.min(RANKING_FIELDS.budget.max as number, TIMES_BUDGET * budget)
  if (!('steps' in settings) || more <= budget) return null
  return { name: `a budget of ${countOf(more, 'pass', 'passes')}`, change: { ranking: { attacks: ids, budget: more } } }
}
