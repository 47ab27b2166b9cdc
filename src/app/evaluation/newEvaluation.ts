import type { EvaluationRun } from '../../store/evaluation/evaluation'
import { type EvaluationPlan, jobCount } from '../../store/evaluation/evaluationPlan'
import { tally } from '../../store/evaluation/evaluationTally'

/** A run of which nothing is made yet. */
export function newEvaluation(plan: EvaluationPlan): EvaluationRun {
  const total = jobCount(plan) + (plan.flags === null ? 0 : plan.models.length)
  return {
    id: crypto.randomUUID(),
    plan,
    status: 'running',
    message: null,
    needsDataSet: false,
    progress: { done: 0, total, share: 0 },
    activeMs: 0,
    startedAt: new Date().toISOString(),
    environments: [],
    records: [],
    results: tally(plan, []),
    flags: {},
  }
}
