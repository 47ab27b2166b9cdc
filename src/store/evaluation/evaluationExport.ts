/** @file Exports a run with everything needed to repeat it and all of its results. */
import { type CsvRow, csv } from '../csv'
import { fileName } from '../fileName'
import type { CurvePoint, EvaluationRun, OutcomeShare } from './evaluation'

/** A file name without extension. */
export function exportName({ plan: { measure }, startedAt }: EvaluationRun): string {
  const what = measure.id === 'minimalEpsilon' ? 'minimal-epsilon' : measure.id
  return fileName(`${what}-${measure.attack.id.toLowerCase()}`, startedAt)
}

/** The whole run as JSON. Epsilons and sizes are in the attack's norm on pixels in [0, 1]; non-finite numbers are null. */
export function exportJson(run: EvaluationRun): string {
  const { plan, status, startedAt, activeMs, environments, results, flags, records, progress } = run
  const content = {
    format: 'gradlens-evaluation',
    formatVersion: plan.formatVersion,
    notes: [
      "Epsilons and sizes are in the attack's norm, on pixels in [0, 1]; in L∞, multiply by 255 for the usual units.",
      'Robust: right without the attack and with it. Fooled: right without, wrong with it. Wrong: wrong without an attack.',
      'A share is robust / images, so wrong images count as not robust. Intervals are Wilson 95 %.',
      'A minimal size is 0 if the model is wrong without an attack, and null if the largest epsilon tried did not fool it.',
      'zeroGradient counts robust images on which every gradient was zero: the attack could not move, which does not show robustness.',
      'unperturbed counts images that the attack did not change, so there was nothing to transfer.',
      'Records list what each job judged: blocks and steps count from 0, indices are positions in the source.',
    ],
    startedAt,
    secondsComputing: Math.round(activeMs / 1000),
    status,
    jobs: { done: progress.done, total: progress.total },
    environments,
    plan,
    results,
    flags,
    records,
  }
  return `${JSON.stringify(content, null, 1)}\n`
}

const COLUMNS = [
  'measure',
  'made_on',
  'model',
  'model_name',
  'weights_sha256',
  'attack',
  'norm',
  'seed',
  'epsilon',
  'epsilon_255',
  'robust',
  'fooled',
  'wrong',
  'zero_gradient',
  'unperturbed',
  'images',
  'share',
  'wilson95_low',
  'wilson95_high',
] as const

type Row = CsvRow<(typeof COLUMNS)[number]>

/** The curves or the matrix as CSV, a row per point. */
export function exportCsv(run: EvaluationRun): string {
  return csv(COLUMNS, rowsOf(run))
}

function rowsOf({ plan: { models, measure }, results }: EvaluationRun): Row[] {
  const { id: attack, settings } = measure.attack
  const shared = { measure: measure.id, attack, norm: settings.norm, seed: settings.seed }
  const modelColumns = (id: string) => {
    const model = models.find((planned) => planned.id === id)
    return { model: id, model_name: model?.name ?? null, weights_sha256: model?.sha256 ?? null }
  }
  const epsilonColumns = (epsilon: number) => ({
    epsilon,
    epsilon_255: settings.norm === 'linf' ? Number((epsilon * 255).toPrecision(9)) : null,
  })
  if (results.id === 'transfer') {
    return results.cells.map(({ from, to, unperturbed, ...share }) => ({
      ...shared,
      made_on: from,
      ...modelColumns(to),
      ...epsilonColumns(settings.epsilon),
      ...shareColumns(share),
      unperturbed,
    }))
  }
  const curves: readonly { readonly modelId: string; readonly points: readonly CurvePoint[] }[] = results.curves
  return curves.flatMap(({ modelId, points }) =>
    points.map(({ epsilon, zeroGradient, ...share }) => ({
      ...shared,
      made_on: modelId,
      ...modelColumns(modelId),
      ...epsilonColumns(epsilon),
      ...shareColumns(share),
      zero_gradient: zeroGradient,
    })),
  )
}

const shareColumns = ({ robust, fooled, wrong, images, share, interval }: OutcomeShare): Row => ({
  robust,
  fooled,
  wrong,
  images,
  share,
  wilson95_low: interval?.low ?? null,
  wilson95_high: interval?.high ?? null,
})
