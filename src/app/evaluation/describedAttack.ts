import type { AttackDescription } from '../../engine/evaluation/types'
import type { EvaluationPlan } from '../../store/evaluation/evaluationPlan'

/** For a plan: what its attack's settings mean; nothing if the engine has not described its attacks. */
export function describedAttack(
  attacks: readonly AttackDescription[],
  { attack }: EvaluationPlan['measure'],
): Pick<EvaluationPlan, 'attackDescription'> {
  const described = attacks.find(({ id }) => id === attack.id)
  return described === undefined ? {} : { attackDescription: { name: described.name, settings: described.settings } }
}
