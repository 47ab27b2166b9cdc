/** @file The charts of the comparison, and all of them for an export. */
import type { Chart } from '../../../charts/frame/chart'
import { lossCurves } from '../../../charts/lossCurves'
import { measureDots } from '../../../charts/measureDots'
import { NO_RESULTS, NOTHING_YET } from '../../../store/appStore'
import { currentAttack, currentQuantity } from '../../../store/compare/currentResults'
import { forEachQuantity } from '../../../store/compare/quantities'
import type { AppState, ModelResults } from '../../../store/types'
import { type ModelSeries, modelSeries } from '../../parts/figures/useModelSeries'
import { correlationText, threeDigits } from '../../parts/format'
import { type ChartedMeasure, chartedMeasures } from './chartedMeasures'
import { type LossGroup, lossGroups } from './lossGroups'

const FORMATS = { log: threeDigits, correlation: correlationText } as const

export function measureChart({ title, scale, of }: ChartedMeasure, series: readonly ModelSeries[]): Chart {
  const values = series.map(({ results }) => of(results.quantities))
  return measureDots({ title, scale, values, format: FORMATS[scale], models: series })
}

export const attackLossChart = ({ lines, loss }: LossGroup): Chart<number> =>
  lossCurves({ series: lines, loss, format: threeDigits })

/** The models' numbers on the image, without those that do not belong to the present settings. */
export const measureCharts = (state: AppState, leftOut: readonly string[] = []): Chart[] =>
  chartedMeasures(state.display).map((measure) => measureChart(measure, currentSeries(state, leftOut)))

/** The loss along the attack, likewise: a chart for each kind of loss. */
export function attackLossCharts(state: AppState, leftOut: readonly string[] = []): Chart[] {
  const names = new Map(state.evaluation.attacks.map(({ id, name }) => [id, name]))
  return lossGroups(currentSeries(state, leftOut), new Set(), names).map((group) => attackLossChart(group) as Chart)
}

const currentSeries = (state: AppState, leftOut: readonly string[]): readonly ModelSeries[] =>
  modelSeries(state)
    .filter(({ id }) => !leftOut.includes(id))
    .map((series) => ({ ...series, results: currentResults(state, series.id) }))

function currentResults(state: AppState, modelId: string): ModelResults {
  const results = state.results[modelId] ?? NO_RESULTS
  return {
    quantities: forEachQuantity((id) =>
      currentQuantity(state, modelId, id) === null ? NOTHING_YET : results.quantities[id],
    ) as ModelResults['quantities'],
    attack: currentAttack(state, modelId) === null ? NOTHING_YET : results.attack,
  }
}
