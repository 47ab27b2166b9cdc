/** @file What was published of a model's accuracy, held against what an evaluation has measured. Pure. */
import type { Claim } from '../../engine/checkpoints/claims'
import { differenceInterval, imagesToTell, type Proportion, reachOfInterval } from '../../numbers/differenceInterval'
import type { Interval } from '../../numbers/wilson'
import type { Eps01 } from '../../units'
import { epsilonOfClaim, isVerified, normOfClaim } from '../models/claims'
import type { EvaluationRun, OutcomeShare } from './evaluation'
import { measuredAt } from './measuredAt'

/** In [0, 1]: a measurement that could miss a difference of this size says nothing. */
export const TELLING_DIFFERENCE = 0.05

/** Why a published figure can not be held against a run. */
export type NotMeasured = 'other norm' | 'other epsilon' | 'no image yet'

export type ClaimVerdict =
  /** The interval of the difference holds 0, and is narrow enough to tell. */
  | 'consistent'
  /** 95 % intervals miss a true figure once in twenty times. */
  | 'lower here'
  | 'higher here'
  /** The interval holds 0, and is too wide to tell a difference of `TELLING_DIFFERENCE`. */
  | 'too few images'

export interface ClaimCheck {
  readonly claim: Exclude<Claim, { kind: 'verified' }>
  readonly epsilon: Eps01
  readonly found:
    | { readonly missing: NotMeasured }
    | {
        readonly missing: null
        readonly measured: OutcomeShare & Proportion
        /** Measured minus published, with Newcombe's 95 % interval. */
        readonly difference: number
        readonly interval: Interval
        readonly verdict: ClaimVerdict
        /** How many images would tell, where these are too few; Infinity where the published ones are too few. */
        readonly imagesNeeded: number | null
      }
}

/** One a figure, in their order, without what is verified: that no attack has to match. */
export function checkClaims(
  run: Pick<EvaluationRun, 'plan' | 'results'>,
  modelId: string,
  claims: readonly Claim[],
): ClaimCheck[] {
  return claims.flatMap((claim): ClaimCheck[] => {
    if (isVerified(claim)) return []
    const epsilon = epsilonOfClaim(claim)
    const norm = normOfClaim(claim)
    if (norm !== null && norm !== run.plan.measure.attack.settings.norm) {
      return [{ claim, epsilon, found: { missing: 'other norm' } }]
    }
    return [{ claim, epsilon, found: compared(claim, measuredAt(run, modelId, epsilon)) }]
  })
}

function compared(claim: Proportion, measured: OutcomeShare | null): ClaimCheck['found'] {
  if (measured === null) return { missing: 'other epsilon' }
  const { share, images } = measured
  if (share === null) return { missing: 'no image yet' }
  const interval = differenceInterval({ share, images }, claim)
  const verdict = verdictOf(interval, reachOfInterval({ share, images }, claim))
  return {
    missing: null,
    measured: { ...measured, share },
    difference: share - claim.share,
    interval,
    verdict,
    imagesNeeded: verdict === 'too few images' ? imagesToTell(claim, TELLING_DIFFERENCE) : null,
  }
}

function verdictOf({ low, high }: Interval, reached: number): ClaimVerdict {
  if (high < 0) return 'lower here'
  if (low > 0) return 'higher here'
  return reached <= TELLING_DIFFERENCE ? 'consistent' : 'too few images'
}
