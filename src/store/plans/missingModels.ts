/** @file What a plan's models that the page does not have mean for its start. */
import { byCount } from '../../countOf'
import type { PlannedModel } from '../evaluation/evaluationPlan'

export const namesOf = (missing: readonly PlannedModel[]): string =>
  missing.map(({ name, sha256 }) => `“${name}” (weights ${sha256.slice(0, 8)}…)`).join(', ')

/** Why what the plan has set up does not start, in one sentence; null if nothing is missing. */
export function missingModelsProblem(missing: readonly PlannedModel[]): string | null {
  if (missing.length === 0) return null
  const models = byCount(missing.length, 'model', 'models')
  const files = byCount(missing.length, 'the files of this one', 'the files of each')
  return `The page does not have the plan’s ${models} ${namesOf(missing)}; open ${files} under Models, then the plan again, or choose other models.`
}
