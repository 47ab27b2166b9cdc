/** @file Exports a run with everything needed to repeat it and all of its results. */
import { type CsvRow, csv } from '../csv'
import { fileName } from '../fileName'
import { CLAIM_COLUMNS, type ClaimColumn, claimRows, claimsInJson } from './claimsExport'
import type { CurvePoint, EvaluationRun, OutcomeShare, RankedModel, WorstCase } from './evaluation'
import { measuredAttacks, worstCaseAttacks } from './evaluationPlan'
import { type ClaimsByModel, flagFindings, NO_CLAIMS } from './runClaims'

const EXPORT_NAMES: Partial<Record<string, string>> = { minimalEpsilon: 'minimal-epsilon', worstCase: 'worst-case' }

/** A file name without extension. */
export function exportName({ plan: { measure }, startedAt }: EvaluationRun): string {
  const what = EXPORT_NAMES[measure.id] ?? measure.id
  return fileName(`${what}-${measure.attack.id.toLowerCase()}`, startedAt)
}

/**
 * The whole run as results.json (src/plans/resultsFile.ts). Epsilons and sizes are in the attack's norm on pixels in [0, 1]; non-finite numbers are null.
 *
 * @param claims what is published of the models, and is checked
 */
export function exportJson(run: EvaluationRun, claims: ClaimsByModel = NO_CLAIMS): string {
  const { plan, planSha256, status, startedAt, activeMs, environments, results, records, progress } = run
  const flags = Object.fromEntries(
    plan.models.flatMap((model) => {
      const findings = flagFindings(run, model, claims)
      return model.id in run.flags || findings.length > 0 ? [[model.id, findings]] : []
    }),
  )
  const content = {
    format: 'gradlens-results',
    formatVersion: 1,
    kind: 'evaluation',
    notes: [
      "Epsilons and sizes are in the attack's norm, on pixels in [0, 1]; in L∞, multiply by 255 for the usual units.",
      'Robust: right without the attack and with it. Fooled: right without, wrong with it. Wrong: wrong without an attack.',
      'A share is robust / images, so wrong images count as not robust. Intervals are Wilson 95 %.',
      'A minimal size is 0 if the model is wrong without an attack, and null if the largest epsilon tried did not fool it.',
      'Optimality is that of AttackBench (equation 5), against the best of the ranked attacks on every image; a size is null where the largest epsilon did not fool the model.',
      'zeroGradient counts robust images on which every gradient was zero: the attack could not move, which does not show robustness.',
      'unperturbed counts images that the attack did not change, so there was nothing to transfer.',
      'Records list what each job judged: blocks and steps count from 0, indices are positions in the source.',
    ],
    startedAt,
    secondsComputing: Math.round(activeMs / 1000),
    status,
    jobs: { done: progress.done, total: progress.total },
    environments,
    ...(planSha256 !== undefined && { planSha256 }),
    plan,
    results,
    flags,
    ...claimsInJson(run, claims),
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

/** After these in a ranking. */
const RANKING_COLUMNS = [
  'optimality',
  'bootstrap95_low',
  'bootstrap95_high',
  'median_size',
  'mean_passes',
  'most_passes',
] as const

type Column = (typeof COLUMNS)[number] | (typeof RANKING_COLUMNS)[number]
type Row = CsvRow<Column>

/** The curves or the matrix as CSV, a row per point; then, where something is published, a row per figure. */
export function exportCsv(run: EvaluationRun, claims: ClaimsByModel = NO_CLAIMS): string {
  const published = run.plan.models.flatMap((model) =>
    claimRows(run, model, claims[model.id] ?? []).map(({ measured, epsilon, ...figure }) => ({
      ...sharedColumns(run),
      ...modelColumns(run, model.id),
      ...(measured && { ...epsilonColumns(run, epsilon), ...shareColumns(measured) }),
      ...figure,
    })),
  )
  const columns = run.results.id === 'ranking' ? [...COLUMNS, ...RANKING_COLUMNS] : COLUMNS
  if (published.length === 0) return csv<Column>(columns, rowsOf(run))
  return csv<Column | ClaimColumn>([...columns, ...CLAIM_COLUMNS], [...rowsOf(run), ...published])
}

function sharedColumns({ plan: { measure } }: EvaluationRun): Row {
  const { id: attack, settings } = measure.attack
  return { measure: measure.id, attack, norm: settings.norm, seed: settings.seed }
}

function modelColumns({ plan: { models } }: Pick<EvaluationRun, 'plan'>, id: string): Row {
  const model = models.find((planned) => planned.id === id)
  return { model: id, model_name: model?.name ?? null, weights_sha256: model?.sha256 ?? null }
}

function epsilonColumns({ plan: { measure } }: EvaluationRun, epsilon: number): Row {
  return sizeColumns(measure.attack.settings.norm, epsilon)
}

const sizeColumns = (norm: string | null, epsilon: number): Row => ({
  epsilon,
  epsilon_255: norm === 'linf' ? Number((epsilon * 255).toPrecision(9)) : null,
})

function rowsOf(run: EvaluationRun): Row[] {
  const { plan, results } = run
  const { settings } = plan.measure.attack
  const shared = sharedColumns(run)
  if (results.id === 'transfer') {
    return results.cells.map(({ from, to, unperturbed, ...share }) => ({
      ...shared,
      made_on: from,
      ...modelColumns(run, to),
      ...epsilonColumns(run, settings.epsilon),
      ...shareColumns(share),
      unperturbed,
    }))
  }
  if (results.id === 'ranking') return rankingRows(run, results.models, shared)
  if (results.id === 'worstCase') return worstCaseRows(run, results.models, shared)
  const curves: readonly { readonly modelId: string; readonly points: readonly CurvePoint[] }[] = results.curves
  return curves.flatMap(({ modelId, points }) =>
    points.map(({ epsilon, zeroGradient, ...share }) => ({
      ...shared,
      made_on: modelId,
      ...modelColumns(run, modelId),
      ...epsilonColumns(run, epsilon),
      ...shareColumns(share),
      zero_gradient: zeroGradient,
    })),
  )
}

/** Of each model without an attack, in each norm, and the worst of them: "union", without an epsilon of its own. */
function worstCaseRows({ plan }: EvaluationRun, models: readonly WorstCase[], shared: Row): Row[] {
  const attacks = plan.measure.id === 'worstCase' ? worstCaseAttacks(plan.measure) : []
  return models.flatMap(({ modelId, clean, norms, union }) => {
    const own = { ...shared, made_on: modelId, ...modelColumns({ plan }, modelId) }
    const inNorms = norms.map(({ epsilon, zeroGradient, ...share }, place) => {
      const { norm } = (attacks[place] as (typeof attacks)[number]).settings
      return { ...own, norm, ...sizeColumns(norm, epsilon), ...shareColumns(share), zero_gradient: zeroGradient }
    })
    return [
      { ...own, norm: null, ...sizeColumns(null, 0), ...shareColumns(clean) },
      ...inNorms,
      { ...own, norm: 'union', ...shareColumns(union) },
    ]
  })
}

/** Of each model and attack; where no image is right, without a median. */
function rankingRows({ plan }: EvaluationRun, models: readonly RankedModel[], shared: Row): Row[] {
  const attacks = measuredAttacks(plan.measure)
  return models.flatMap(({ modelId, images, wrong, attacks: ranked }) =>
    ranked.map(({ optimality, fooled, median, passes }, place) => ({
      ...shared,
      attack: attacks[place]?.id ?? null,
      made_on: modelId,
      ...modelColumns({ plan }, modelId),
      robust: images - wrong - fooled,
      fooled,
      wrong,
      images,
      optimality: optimality?.value ?? null,
      bootstrap95_low: optimality?.low ?? null,
      bootstrap95_high: optimality?.high ?? null,
      median_size: median,
      mean_passes: passes?.mean ?? null,
      most_passes: passes?.most ?? null,
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
