import { countOf } from '../../countOf'
import { sha256OfPlan } from '../../plans/canonicalJson'
import type { EvaluationRun } from '../../store/evaluation/evaluation'
import { type EvaluationPlan, jobCount } from '../../store/evaluation/evaluationPlan'
import { tally } from '../../store/evaluation/evaluationTally'

/** A new run without results. */
export async function newEvaluation(plan: EvaluationPlan): Promise<EvaluationRun> {
  const total = jobCount(plan) + (plan.flags === null ? 0 : plan.models.length)
  return {
    id: crypto.randomUUID(),
    plan,
    planSha256: await sha256OfPlan(plan),
    status: 'preparing',
    message: null,
    needsData: false,
    progress: { done: 0, total, share: 0 },
    activeMs: 0,
    startedAt: new Date().toISOString(),
    environments: [],
    records: [],
    results: tally(plan, []),
    flags: {},
  }
}

/** Why a run measured nothing although all its jobs are done; one sentence. */
export function nothingReadWords({ indices, source }: EvaluationPlan): string {
  const from = source.kind === 'gallery' ? 'the gallery' : `“${source.dataSet.name}”`
  return `None of the ${countOf(indices.length, 'image')} of ${from} could be read, so nothing was measured; check the files, or choose other images.`
}
