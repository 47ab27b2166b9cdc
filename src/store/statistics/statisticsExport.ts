/** @file Exports a run with everything needed to repeat it, and every image's numbers. */
import { type CsvRow, csv } from '../csv'
import { fileName } from '../fileName'
import type { StatisticsJudge, StatisticsRun } from './statistics'
import { statisticsColumns } from './statisticsColumns'
import { judgedRows } from './statisticsJudge'
import { rowsOf, type StatisticsRow } from './statisticsRows'
import { pairedEffect, summaryOf } from './statisticsSummary'

/** A file name without extension. */
export const statisticsName = ({ startedAt }: Pick<StatisticsRun, 'startedAt'>): string =>
  fileName('statistics', startedAt)

/** A row for each image on each model. Gradients are of the loss in nats, with respect to pixels in [0, 1]. */
export function statisticsCsv(run: StatisticsRun, judge: StatisticsJudge | null = null): string {
  const numbers = statisticsColumns(run.plan).map(({ id }) => id)
  const names = [
    'model',
    'model_name',
    'image',
    'class',
    'predicted',
    'outcome',
    ...(judge === null ? [] : ['evaluated']),
    ...numbers,
  ]
  const models = new Map(run.plan.models.map((model) => [model.id, model]))
  const evaluated = judge && judgedRows(run, rowsOf(run), judge)
  const rows = rowsOf(run).map(({ modelId, index, label, predicted, outcome, values }, place): CsvRow<string> => {
    const model = models.get(modelId)
    return {
      model: modelId,
      model_name: model?.name ?? null,
      image: index,
      class: model?.classes[label] ?? label,
      predicted: model?.classes[predicted] ?? predicted,
      outcome,
      ...(evaluated && { evaluated: evaluated[place]?.outcome ?? 'not judged' }),
      ...values,
    }
  })
  return csv(names, rows)
}

/** The whole run as JSON, with the summaries that the page shows. */
export function statisticsJson(run: StatisticsRun, judge: StatisticsJudge | null = null): string {
  const { plan, status, startedAt, activeMs, environments, records, progress } = run
  const columns = statisticsColumns(plan)
  const rows = judge === null ? rowsOf(run) : judgedRows(run, rowsOf(run), judge)
  const [base] = plan.models
  const content = {
    format: 'gradlens-statistics',
    formatVersion: plan.formatVersion,
    notes: [
      'Gradients are of the cross-entropy at the true class, in nats, with respect to pixels in [0, 1].',
      'Robust: right without the attack and with it, or right where images were not attacked. Fooled: right without, wrong with it. Wrong: wrong without an attack.',
      'Intervals are bootstrap percentiles (95 %) of the median, seeded. Effects are of a model against the first on the same images: smaller is the share of all of them, the median and d are of those compared, by ratio where neither is 0.',
      'Records list what each model measured of each block; channelBins count |∇L| over pixels in ten bins a decade from 1e-9.',
    ],
    startedAt,
    secondsComputing: Math.round(activeMs / 1000),
    status,
    blocks: { done: progress.done, total: progress.total },
    environments,
    plan,
    ...(judge !== null && { evaluated: evaluatedBy(judge, rows) }),
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

/** The evaluation that splits the images in summaries, and what it says of each; null where it has not judged. */
function evaluatedBy({ evaluation, epsilon }: StatisticsJudge, rows: readonly StatisticsRow[]) {
  const { id, startedAt, planSha256, plan } = evaluation
  const { measure, attackDescription } = plan
  return {
    evaluation: { id, startedAt, planSha256, measure: measure.id, attack: measure.attack, attackDescription },
    epsilon,
    outcomes: rows.map(({ modelId, index, outcome }) => ({ modelId, index, outcome })),
  }
}
