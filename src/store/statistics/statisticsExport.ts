/** @file Exports a run with everything needed to repeat it, and every image's numbers. */
import { type CsvRow, csv } from '../csv'
import { fileName } from '../fileName'
import type { StatisticsRun } from './statistics'
import { statisticsColumns } from './statisticsColumns'
import { rowsOf } from './statisticsRows'
import { pairedEffect, summaryOf } from './statisticsSummary'

/** A file name without extension. */
export const statisticsName = ({ startedAt }: Pick<StatisticsRun, 'startedAt'>): string =>
  fileName('statistics', startedAt)

/** A row for each image on each model. Gradients are of the loss in nats, with respect to pixels in [0, 1]. */
export function statisticsCsv(run: StatisticsRun): string {
  const numbers = statisticsColumns(run.plan).map(({ id }) => id)
  const names = ['model', 'model_name', 'image', 'class', 'predicted', 'outcome', ...numbers]
  const models = new Map(run.plan.models.map((model) => [model.id, model]))
  const rows = rowsOf(run).map(({ modelId, index, label, predicted, outcome, values }): CsvRow<string> => {
    const model = models.get(modelId)
    return {
      model: modelId,
      model_name: model?.name ?? null,
      image: index,
      class: model?.classes[label] ?? label,
      predicted: model?.classes[predicted] ?? predicted,
      outcome,
      ...values,
    }
  })
  return csv(names, rows)
}

/** The whole run as JSON, with the summaries that the page shows. */
export function statisticsJson(run: StatisticsRun): string {
  const { plan, status, startedAt, activeMs, environments, records, progress } = run
  const columns = statisticsColumns(plan)
  const rows = rowsOf(run)
  const [base] = plan.models
  const content = {
    format: 'gradlens-statistics',
    formatVersion: plan.formatVersion,
    notes: [
      'Gradients are of the cross-entropy at the true class, in nats, with respect to pixels in [0, 1].',
      'Robust: right without the attack and with it, or right where images were not attacked. Fooled: right without, wrong with it. Wrong: wrong without an attack.',
      'Intervals are bootstrap percentiles (95 %) of the median, seeded. Effects are of a model against the first on the same images.',
      'Records list what each model measured of each block; channelBins count |∇L| over pixels in ten bins a decade from 1e-9.',
    ],
    startedAt,
    secondsComputing: Math.round(activeMs / 1000),
    status,
    blocks: { done: progress.done, total: progress.total },
    environments,
    plan,
    columns,
    summaries: columns.map(({ id }) => ({ id, models: plan.models.map((model) => summaryOf(rows, model.id, id)) })),
    effects: columns.map((column) => ({
      id: column.id,
      base: base?.id,
      models: plan.models
        .slice(1)
        .map((model) => ({ modelId: model.id, ...pairedEffect(rows, model.id, base?.id ?? '', column) })),
    })),
    records,
  }
  return `${JSON.stringify(content, null, 1)}\n`
}
