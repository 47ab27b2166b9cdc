/** @file What a run has measured of one model at one epsilon. */
import { largestEpsilon } from '../../numbers/epsilonSearch'
import type { CurvePoint, EvaluationRun } from './evaluation'
import type { EvaluationPlan } from './evaluationPlan'

type Measured = Pick<EvaluationRun, 'plan' | 'results'>

/** Sizes that differ by less are one size, typed or rounded differently: 0.0314 is 8/255. */
const ROUNDING = 2e-3

export const isSameEpsilon = (one: number, other: number): boolean => Math.abs(one - other) <= ROUNDING * other

/** Whether a plan measures at an epsilon: a search at any up to its largest, other measures at none. */
export function isMeasuredAt({ measure }: EvaluationPlan, epsilon: number): boolean {
  if (measure.id !== 'accuracy' && measure.id !== 'minimalEpsilon') return false
  if (measure.id === 'minimalEpsilon') return epsilon <= largestEpsilon(measure.search) * (1 + ROUNDING)
  return epsilon === 0 || measure.epsilons.some((measured) => isSameEpsilon(measured, epsilon))
}

/** The points of a model's curve; none of a transfer, which is no attack on the model that it is shown to. */
export const pointsOf = ({ results }: Measured, modelId: string): readonly CurvePoint[] =>
  'curves' in results ? (results.curves.find((curve) => curve.modelId === modelId)?.points ?? []) : []

/** The point at an epsilon; null where the run measures nothing there. */
export function measuredAt(run: Measured, modelId: string, epsilon: number): CurvePoint | null {
  if (run.plan.measure.id !== 'minimalEpsilon') {
    return pointsOf(run, modelId).find((point) => isSameEpsilon(point.epsilon, epsilon)) ?? null
  }
  // Constant up to the next point, as far as the search goes.
  return isMeasuredAt(run.plan, epsilon) ? lastPointUpTo(run, modelId, epsilon) : null
}

/** The point furthest out that is no further than an epsilon; null where there is none. */
export const lastPointUpTo = (run: Measured, modelId: string, epsilon: number): CurvePoint | null =>
  pointsOf(run, modelId).findLast((point) => point.epsilon <= epsilon * (1 + 1e-9)) ?? null
