/** @file What is published of a run's models, and how it compares, as a run is exported. */
import { CLAIM_NORMS, type Claim } from '../../engine/checkpoints/claims'
import type { CsvRow } from '../csv'
import { epsilonOfClaim } from '../models/claims'
import { checkClaims } from './claimChecks'
import type { EvaluationRun, OutcomeShare } from './evaluation'
import type { PlannedModel } from './evaluationPlan'
import { checkFloors } from './floorChecks'
import type { ClaimsByModel } from './runClaims'

export const CLAIM_COLUMNS = [
  'published',
  'published_by',
  'published_norm',
  'published_epsilon',
  'published_share',
  'published_images',
  'published_source',
  'difference',
  'newcombe95_low',
  'newcombe95_high',
  'verdict',
  'chance',
] as const

export type ClaimColumn = (typeof CLAIM_COLUMNS)[number]

interface ClaimRow extends CsvRow<ClaimColumn> {
  /** What the figure is held against, and where that was measured; null where nothing was measured there. */
  readonly measured: OutcomeShare | null
  readonly epsilon: number
}

/** A row a figure; of what is verified, one for each measurement within it. */
export function claimRows(run: EvaluationRun, model: PlannedModel, claims: readonly Claim[]): ClaimRow[] {
  const published = checkClaims(run, model.id, claims).map(
    ({ claim, epsilon, found }): ClaimRow => ({
      ...figureColumns(claim),
      ...(found.missing === null && {
        difference: found.difference,
        newcombe95_low: found.interval.low,
        newcombe95_high: found.interval.high,
      }),
      verdict: found.missing === null ? found.verdict : `not measured: ${found.missing}`,
      measured: found.missing === null ? found.measured : null,
      epsilon,
    }),
  )
  const verified = checkFloors(run, model, claims).map(
    ({ certificate, measured, epsilon, chance, verdict }): ClaimRow => ({
      ...figureColumns(certificate),
      difference: measured.robust / measured.images - certificate.share,
      chance,
      verdict,
      measured,
      epsilon,
    }),
  )
  return [...published, ...verified]
}

const figureColumns = (claim: Claim): CsvRow<ClaimColumn> => ({
  published: claim.kind,
  published_by: claim.kind === 'clean' ? null : claim.kind === 'attacked' ? claim.attack : claim.method,
  published_norm: claim.kind === 'clean' ? null : CLAIM_NORMS[claim.norm],
  published_epsilon: epsilonOfClaim(claim),
  published_share: claim.share,
  published_images: claim.images,
  published_source: claim.source,
})

/** Nothing where nothing is published. */
export function claimsInJson(run: EvaluationRun, claims: ClaimsByModel) {
  if (Object.keys(claims).length === 0) return {}
  const published = run.plan.models.flatMap((model) => {
    const own = claims[model.id]
    if (own === undefined) return []
    return [[model.id, { claims: own, checks: checkClaims(run, model.id, own), floors: checkFloors(run, model, own) }]]
  })
  return {
    published: {
      notes: [
        'A difference is measured minus published, with Newcombe’s 95 % interval. Consistent: the interval holds 0 and reaches at most 0.05 from the difference. Too few images: it holds 0 and reaches further.',
        'Of what is verified, chance is the probability of so few robust images if as many are robust as were verified (Fisher’s exact test, one-sided).',
      ],
      models: Object.fromEntries(published),
    },
  }
}
