/** @file Splits the images of statistics by an evaluation of them, rather than by an attack of their own. */
import type { UntargetedOutcome } from '../../outcomes/outcome'
import { canonicalJson } from '../../plans/canonicalJson'
import type { EvaluationRun } from '../evaluation/evaluation'
import type { PlannedModel } from '../evaluation/evaluationPlan'
import { isSameEpsilon } from '../evaluation/measuredAt'
import { isSameSource } from '../evaluation/pairs/comparePair'
import { measuredEpsilons } from '../evaluation/pairs/measuredEpsilons'
import { type ImageKey, robustImages } from '../evaluation/pairs/robustImages'
import type { StatisticsJudge, StatisticsPlan, StatisticsRun } from './statistics'
import type { StatisticsRow } from './statisticsRows'

type Planned = Pick<StatisticsRun, 'plan'>

/** The epsilons at which an evaluation can split images; none of a transfer or a worst case over norms. */
export const judgeEpsilons = ({ plan }: Pick<EvaluationRun, 'plan'>): readonly number[] =>
  plan.measure.id === 'accuracy' || plan.measure.id === 'minimalEpsilon'
    ? measuredEpsilons(plan.measure).filter((epsilon) => epsilon > 0)
    : []

/** Why an evaluation cannot split the images of these statistics, in one sentence; null if it can. */
export function judgeHindrance({ plan }: Planned, evaluation: Pick<EvaluationRun, 'plan'>): string | null {
  if (judgeEpsilons(evaluation).length === 0) {
    return 'This evaluation does not say of each image whether it is robust at an ε; choose one of accuracy against ε or of minimal ε.'
  }
  if (!isSameSource(plan.source, evaluation.plan.source)) {
    return 'This evaluation is of other images; choose one of the same data set.'
  }
  return plan.models.some((model) => judgedModel(evaluation, model) !== null)
    ? null
    : 'This evaluation has none of these models with the same weights; evaluate one of them first.'
}

/** @param epsilon where it is measured; else the one that is nearest in proportion is taken */
export function judgeAt(evaluation: EvaluationRun, epsilon: number): StatisticsJudge {
  const all = judgeEpsilons(evaluation)
  const away = (each: number) => Math.abs(Math.log(each / epsilon))
  const nearest = all.find((each) => isSameEpsilon(each, epsilon)) ?? all.toSorted((a, b) => away(a) - away(b))[0]
  if (nearest === undefined) throw new Error('The evaluation has no ε at which it could split images; choose another.')
  return { evaluation, epsilon: nearest }
}

/** The rows with the outcomes of the evaluation; null for images or models that it has not judged there. */
export function judgedRows(
  { plan }: Planned,
  rows: readonly StatisticsRow[],
  judge: StatisticsJudge,
): readonly StatisticsRow[] {
  const outcomes = new Map(plan.models.map((model) => [model.id, outcomesOf(judge, model)]))
  return rows.map((row) => ({
    ...row,
    outcome: outcomes.get(row.modelId)?.get(imageKey(plan, row.index)) ?? null,
  }))
}

/** How many of the rows the evaluation has not judged. */
export const countUnjudged = (rows: readonly StatisticsRow[]): number =>
  rows.filter(({ outcome }) => outcome === null).length

function outcomesOf({ evaluation, epsilon }: StatisticsJudge, model: PlannedModel) {
  const outcomes = new Map<ImageKey, UntargetedOutcome>()
  const id = judgedModel(evaluation, model)
  if (id === null) return outcomes
  const robust = robustImages(evaluation, id, epsilon)
  const right = robustImages(evaluation, id, 0)
  for (const [image, isRobust] of robust ?? []) {
    outcomes.set(image, isRobust ? 'robust' : right?.get(image) ? 'fooled' : 'wrong')
  }
  return outcomes
}

const imageKey = ({ source }: StatisticsPlan, index: number): ImageKey =>
  source.kind === 'gallery' ? (source.ids[index] as string) : index

/** The id in the evaluation of the same weights, given the same pixels, its own before another's; null where it has none. */
function judgedModel({ plan }: Pick<EvaluationRun, 'plan'>, model: PlannedModel): string | null {
  const same = plan.models.filter((other) => other.sha256 === model.sha256 && seenAs(other) === seenAs(model))
  return (same.find(({ id }) => id === model.id) ?? same[0])?.id ?? null
}

/** What a model is shown, and what its answers mean. */
const seenAs = ({ side, resizing, classes }: PlannedModel): string => canonicalJson([side, resizing ?? null, classes])
