/** @file A training or a sweep as files for others: everything needed to reproduce it, and all its results. */
import type { HeldOutFigures } from '../../engine/training/heldOut'
import { rightWithout } from '../../outcomes/outcome'
import { type CsvRow, csv } from '../csv'
import { shareOf } from '../evaluation/evaluationTally'
import { fileName } from '../fileName'
import { trainingPlanOf } from '../plans/planFiles'
import type { LambdaSweep, TrainingRun } from './training'

const FORMAT_VERSION = 2
const NOTES = [
  'Held-out images are not used in training.',
  'Robust: right without the attack and with it. Fooled: right without, wrong with it. Wrong: wrong without an attack.',
  'The attacked share is robust / images, so that wrong ones are not robust.',
  'The L1 norm is that of the gradient of cross-entropy on pixels in [0, 1], summed over channels and pixels, averaged over images.',
  "Edge alignment is Pearson's r between log edge energy and log gradient magnitude, averaged over the images that have one: it is undefined if the edges or the gradient are constant.",
]

export const trainingExportName = ({ form, startedAt }: TrainingRun): string =>
  fileName(`training-${form.objective.id}`, startedAt)

export const sweepExportName = ({ startedAt }: LambdaSweep): string => fileName('lambda-sweep', startedAt)

/** Everything but the gradient maps, as results.json (src/plans/resultsFile.ts). */
export function trainingJson(run: TrainingRun): string {
  const { form, start, data, route, status, step, steps, series, evaluations, divergences, parts, described } = run
  const { startedAt, environments, classes, terms, planned } = run
  const results = {
    ...{ startedAt, status, step, steps, environments, start, data, classes },
    ...(described && { settingsDescribed: described }),
    ...{ derivatives: route, batches: parts, ...(terms && { terms }), series, evaluations, divergences },
  }
  // Trainings kept by earlier releases do not say from which weights they started, which a plan needs.
  if (planned === undefined) return json('gradlens-training', { settings: form, ...results })
  const { model, sha256 } = planned
  const head = {
    kind: 'training',
    ...(sha256 !== undefined && { planSha256: sha256 }),
    plan: trainingPlanOf(run, model),
  }
  return json('gradlens-results', { ...head, ...results }, 1)
}

export function sweepJson({ plan, status, before, entries, startedAt, environments }: LambdaSweep): string {
  const { form, start, data } = plan
  return json('gradlens-lambda-sweep', {
    startedAt,
    status,
    environments,
    start,
    data,
    settings: form,
    before,
    entries,
  })
}

const FIGURE_COLUMNS = [
  'images',
  'clean_correct',
  'clean_share',
  'clean_wilson95_low',
  'clean_wilson95_high',
  'robust',
  'fooled',
  'wrong',
  'attacked_share',
  'attacked_wilson95_low',
  'attacked_wilson95_high',
  'mean_loss',
  'mean_gradient_l1',
  'mean_edge_alignment',
  'edge_alignment_images',
] as const

/** What was measured along the training, one row per measurement. */
export const trainingCsv = ({ evaluations }: TrainingRun): string =>
  csv(
    ['step', ...FIGURE_COLUMNS],
    evaluations.map(({ step, ...figures }) => ({ step, ...figureColumns(figures) })),
  )

/** The original model, without a lambda, then one row per training. */
export function sweepCsv({ before, entries }: LambdaSweep): string {
  const rows = entries.map(({ lambda, status, step, figures }) => ({ lambda, status, step, ...figureColumns(figures) }))
  return csv(
    ['lambda', 'status', 'step', ...FIGURE_COLUMNS],
    [{ status: 'before', step: 0, ...figureColumns(before) }, ...rows],
  )
}

function figureColumns(figures: HeldOutFigures | null): CsvRow<(typeof FIGURE_COLUMNS)[number]> {
  if (figures === null) return {}
  const { images, robust, fooled, wrong, meanLoss, meanGradientL1, meanEdgeAlignment, alignedImages } = figures
  const correct = rightWithout(figures)
  const [clean, attacked] = [shareOf(correct, images), shareOf(robust, images)]
  return {
    images,
    clean_correct: correct,
    clean_share: clean.share,
    clean_wilson95_low: clean.interval?.low ?? null,
    clean_wilson95_high: clean.interval?.high ?? null,
    robust,
    fooled,
    wrong,
    attacked_share: attacked.share,
    attacked_wilson95_low: attacked.interval?.low ?? null,
    attacked_wilson95_high: attacked.interval?.high ?? null,
    mean_loss: meanLoss,
    mean_gradient_l1: meanGradientL1,
    mean_edge_alignment: meanEdgeAlignment,
    edge_alignment_images: alignedImages ?? null,
  }
}

const json = (format: string, content: object, formatVersion = FORMAT_VERSION): string =>
  `${JSON.stringify({ format, formatVersion, notes: NOTES, ...content }, null, 1)}\n`
