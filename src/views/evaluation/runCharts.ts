/** @file From a run's results to what its charts draw. */

import type { EpsilonData, EpsilonSeries } from '../../charts/epsilonCurves'
import type { TransferData } from '../../charts/transferMatrix'
import type { Claim } from '../../engine/checkpoints/claims'
import { largestEpsilon } from '../../numbers/epsilonSearch'
import { largestOf } from '../../numbers/extremes'
import { wilsonInterval } from '../../numbers/wilson'
import { NORMS, toShown } from '../../store/attacks/normUnits'
import type { CurvePoint, EvaluationResults, EvaluationRun } from '../../store/evaluation/evaluation'
import type { EvaluationPlan } from '../../store/evaluation/evaluationPlan'
import { floorLine, floorsOf } from '../../store/evaluation/floors'
import { type ClaimsByModel, NO_CLAIMS } from '../../store/evaluation/runClaims'
import { epsilonOfClaim, isVerified, normOfClaim } from '../../store/models/claims'
import { threeDigits } from '../parts/format'
import type { RunModel } from '../parts/runModels'
import { fooledWords } from '../parts/runs/evaluationWords'
import { missingNumber } from '../parts/Waiting'

type CurveResults = Extract<EvaluationResults, { readonly id: 'accuracy' | 'minimalEpsilon' }>
type TransferResults = Extract<EvaluationResults, { readonly id: 'transfer' }>

/** The curves of a run, with what is published of its models. */
export function epsilonChart(
  { plan }: Pick<EvaluationRun, 'plan'>,
  results: CurveResults,
  models: readonly RunModel[],
  claims: ClaimsByModel = NO_CLAIMS,
): EpsilonData {
  const { measure } = plan
  const { norm } = measure.attack.settings
  const { name, suffix } = NORMS[norm]
  const series = models.map(({ id, name, color }): EpsilonSeries => {
    const curve = results.curves.find(({ modelId }) => modelId === id)
    const median = medianOf(results, id)
    return {
      id,
      name,
      color,
      points: (curve?.points ?? []).flatMap(({ epsilon, share, interval }: CurvePoint) =>
        share === null || interval === null
          ? []
          : [{ epsilon: toShown(epsilon, norm), share, low: interval.low, high: interval.high }],
      ),
      median: median === null || !Number.isFinite(median) ? null : toShown(median, norm),
      ...publishedOf(plan, id, claims[id] ?? []),
    }
  })
  const isSearch = measure.id === 'minimalEpsilon'
  return {
    series,
    form: isSearch ? 'steps' : 'points',
    highest: isSearch
      ? highestOfSearch(series, toShown(largestEpsilon(measure.search), norm))
      : toShown(measure.id === 'accuracy' ? largestOf(measure.epsilons) : 1, norm),
    named: measure.id === 'accuracy' ? [0, ...measure.epsilons.map((epsilon) => toShown(epsilon, norm))] : [],
    xTitle: `attack size ε in ${name}${suffix && `, ${suffix}`}`,
    yTitle: isSearch ? 'images whose smallest ε is larger' : 'accuracy',
    epsilonText: (shown) => `ε = ${isSearch ? threeDigits(shown) : Number(shown.toPrecision(6))}${suffix}`,
  }
}

/** What can be drawn among attacks of the run's norm. */
function publishedOf({ measure, models }: EvaluationPlan, id: string, claims: readonly Claim[]) {
  const { norm } = measure.attack.settings
  const model = models.find((planned) => planned.id === id)
  if (claims.length === 0 || model === undefined) return {}
  const published = claims
    .filter((claim) => !isVerified(claim) && (normOfClaim(claim) ?? norm) === norm)
    .map((claim) => {
      const { share, images } = claim
      return { epsilon: toShown(epsilonOfClaim(claim), norm), share, ...wilsonInterval(share, images) }
    })
  const floor = floorLine(floorsOf(claims, norm, model)).map(({ epsilon, share }) => ({
    epsilon: toShown(epsilon, norm),
    share,
  }))
  return { published, floor }
}

function medianOf(results: CurveResults, id: string): number | null {
  if (results.id !== 'minimalEpsilon') return null
  return results.curves.find(({ modelId }) => modelId === id)?.median ?? null
}

/** A little beyond the largest ε that fooled the model, or the search's upper end if none did. */
function highestOfSearch(series: readonly EpsilonSeries[], largest: number): number {
  const last = largestOf(
    series.flatMap(({ points }) => points.map(({ epsilon }) => epsilon)),
    0,
  )
  return last === 0 ? largest : Math.min(largest, 1.08 * last)
}

/** @param missing the text for an unknown share */
export const transferChart = (
  results: TransferResults,
  models: readonly RunModel[],
  missing = missingNumber(false),
): TransferData => ({
  models,
  missing,
  squares: results.cells.map((cell) => ({
    from: cell.from,
    to: cell.to,
    share: cell.share,
    note: cell.share === null ? '' : fooledWords(cell),
  })),
})
