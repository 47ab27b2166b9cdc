/** @file From a run's results to what its charts draw. */

import type { EpsilonData, EpsilonSeries } from '../../charts/epsilonCurves'
import type { TransferData } from '../../charts/transferMatrix'
import { largestEpsilon } from '../../numbers/epsilonSearch'
import { NORMS, toShown } from '../../store/attacks/normUnits'
import type { CurvePoint, EvaluationResults, EvaluationRun } from '../../store/evaluation/evaluation'
import { threeDigits } from '../parts/format'
import type { RunModel } from '../parts/runModels'
import { fooledWords } from '../parts/runs/evaluationWords'
import { missingNumber } from '../parts/Waiting'

type CurveResults = Extract<EvaluationResults, { readonly id: 'accuracy' | 'minimalEpsilon' }>
type TransferResults = Extract<EvaluationResults, { readonly id: 'transfer' }>

/** The curves of a run. */
export function epsilonChart(
  { plan: { measure } }: Pick<EvaluationRun, 'plan'>,
  results: CurveResults,
  models: readonly RunModel[],
): EpsilonData {
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
    }
  })
  const isSearch = measure.id === 'minimalEpsilon'
  return {
    series,
    form: isSearch ? 'steps' : 'points',
    highest: isSearch
      ? highestOfSearch(series, toShown(largestEpsilon(measure.search), norm))
      : toShown(measure.id === 'accuracy' ? Math.max(...measure.epsilons) : 1, norm),
    named: measure.id === 'accuracy' ? [0, ...measure.epsilons.map((epsilon) => toShown(epsilon, norm))] : [],
    xTitle: `attack size ε in ${name}${suffix && `, ${suffix}`}`,
    yTitle: isSearch ? 'images whose smallest ε is larger' : 'accuracy',
    epsilonText: (shown) => `ε = ${isSearch ? threeDigits(shown) : Number(shown.toPrecision(6))}${suffix}`,
  }
}

function medianOf(results: CurveResults, id: string): number | null {
  if (results.id !== 'minimalEpsilon') return null
  return results.curves.find(({ modelId }) => modelId === id)?.median ?? null
}

/** A little beyond the largest ε that fooled the model, or the search's upper end if none did. */
function highestOfSearch(series: readonly EpsilonSeries[], largest: number): number {
  const last = Math.max(0, ...series.flatMap(({ points }) => points.map(({ epsilon }) => epsilon)))
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
