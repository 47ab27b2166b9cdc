/** @file Results from a file as a run like any other. */
import type { AttackDescription } from '../../engine/evaluation/types'
import type { ResultsOf } from '../../plans/resultsFile'
import type { EvaluationRun } from '../../store/evaluation/evaluation'
import { asksOf, NOTHING_JUDGED, recordsByKey } from '../../store/evaluation/evaluationJobs'
import { type EvaluationPlan, type JobRecord, jobCount, jobsOf, keyOf } from '../../store/evaluation/evaluationPlan'
import { tally } from '../../store/evaluation/evaluationTally'
import { describedAttack } from '../evaluation/describedAttack'

/** What the page adds to a run's findings itself, from what is published of its models. */
const OWN_FINDINGS = ['below-certificate']

/** @param attacks of the engine, by which the settings of the plan's attack are explained */
export function openedRun(
  id: string,
  file: ResultsOf<'evaluation'>,
  attacks: readonly AttackDescription[],
): EvaluationRun {
  const plan: EvaluationPlan = { ...file.plan, ...describedAttack(attacks, file.plan.measure) }
  const records = withEmptyRecords(plan, file.records)
  const flags = Object.fromEntries(
    Object.entries(file.flags).map(([model, findings]) => [
      model,
      findings.filter((finding) => !OWN_FINDINGS.includes(finding.id)),
    ]),
  )
  const total = jobCount(plan) + (plan.flags === null ? 0 : plan.models.length)
  const isWhole = records.length === jobCount(plan)
  return {
    id,
    plan,
    ...(file.planSha256 !== undefined && { planSha256: file.planSha256 }),
    status: file.status === 'done' && isWhole ? 'done' : 'stopped',
    message: null,
    needsData: false,
    progress: { done: Math.min(total, records.length + Object.keys(flags).length), total, share: 0 },
    activeMs: 1000 * file.secondsComputing,
    startedAt: file.startedAt,
    environments: file.environments,
    records,
    results: tally(plan, records),
    flags,
  }
}

/** With a record, too, where nothing was left to judge: other software may leave these out. */
function withEmptyRecords(plan: EvaluationPlan, given: readonly JobRecord[]): readonly JobRecord[] {
  const records = recordsByKey(given)
  if (plan.measure.id === 'transfer') return given
  for (const key of jobsOf(plan)) {
    const isEmpty = !records.has(keyOf(key)) && asksOf(plan, key, records).length === 0
    if (isEmpty) records.set(keyOf(key), { ...key, environment: 0, outcome: NOTHING_JUDGED })
  }
  return [...records.values()]
}
