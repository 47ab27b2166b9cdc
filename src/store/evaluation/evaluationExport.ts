/** @file A run as files that others can read: all that has to be known to make it again, and all that was found. */
import { type CsvRow, csv } from '../csv'
import { fileName } from '../fileName'
import type { CurvePoint, EvaluationRun, OutcomeShare } from './evaluation'

/** For the name of a file, without its ending. */
export function exportName({ plan: { measure }, startedAt }: EvaluationRun): string {
  const what = measure.id === 'minimalEpsilon' ? 'minimal-epsilon' : measure.id
  return fileName(`${what}-${measure.attack.id.toLowerCase()}`, startedAt)
}

/** Everything. Epsilons and sizes are in the attack's norm on pixels in [0, 1]; numbers that are not finite are null. */
export function exportJson(run: EvaluationRun): string {
  const { plan, status, startedAt, activeMs, environments, results, flags, records, progress } = run
  const content = {
    format: 'gradlens-evaluation',
    formatVersion: plan.formatVersion,
    notes: [
      "Epsilons and sizes are in the attack's norm, of pixels in [0, 1]: times 255 they are the usual ones in L∞.",
      'Robust: right without the attack and with it. Fooled: right without, wrong with it. Wrong: wrong without an attack.',
      'A share is robust / images, so that wrong ones are not robust. Intervals are Wilson 95 %.',
      'A minimal size is 0 where the model is wrong without an attack, and null where the largest epsilon tried did not fool it.',
      'Of zeroGradient images every gradient was zero: the attack could not move, which does not show robustness.',
      'Of unperturbed images the attack changed nothing, so that there was nothing to transfer.',
      'Records hold what each job judged: block and step count from 0, indices are places in the source.',
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

/** The curves or the matrix, a row a point. */
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
