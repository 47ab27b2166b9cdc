/** @file Published accuracies as a form has them: as they are read in papers, in percent and in the norm's unit. */

import type { NormId } from '../../engine/attacks/norms/descriptions'
import {
  CLAIM_NORMS,
  type Claim,
  claimsSchema,
  MAX_CLAIM_WORDS,
  MAX_CLAIMS,
  type Verified,
} from '../../engine/checkpoints/claims'
import type { PublishedFigure } from '../../engine/checkpoints/found/types'
import { MAX_CLAIM_IMAGES } from '../../engine/checkpoints/limits'
import { parseWithFieldNames } from '../../engine/checkpoints/parseWithFieldNames'
import type { Eps01 } from '../../units'
import { NORMS } from '../attacks/normUnits'

export type ClaimKind = Claim['kind']

export interface ClaimDraft {
  readonly kind: ClaimKind
  /** The attack's name, or the method of verification; without an attack of no account, like the norm and epsilon. */
  readonly by: string
  readonly norm: NormId
  /** As the norm's unit shows it. */
  readonly epsilon: number
  readonly percent: number
  readonly images: number
  readonly source: string
}

export const CLAIM_BOUNDS = {
  /** Figures of one model, and characters of a text. */
  most: MAX_CLAIMS,
  characters: MAX_CLAIM_WORDS,
  percent: { min: 0, max: 100 },
  images: { min: 1, max: MAX_CLAIM_IMAGES, isWhole: true },
} as const

/** Of most test sets that robustness is published on. */
const USUAL_IMAGES = 10_000

export const NEW_CLAIM: ClaimDraft = {
  kind: 'attacked',
  by: '',
  norm: 'linf',
  epsilon: NORMS.linf.usual,
  percent: 50,
  images: USUAL_IMAGES,
  source: '',
}

/** In pixels of [0, 1]; 0 without an attack. */
export const epsilonOfClaim = (claim: Claim): Eps01 => (claim.kind === 'clean' ? 0 : claim.epsilon255 / 255) as Eps01

/** null without an attack, which is the same in every norm. */
export const normOfClaim = (claim: Claim): NormId | null => (claim.kind === 'clean' ? null : CLAIM_NORMS[claim.norm])

export const isVerified = (claim: Claim): claim is Verified => claim.kind === 'verified'

export function draftOf(claim: Claim): ClaimDraft {
  const { share, images, source } = claim
  const norm = normOfClaim(claim) ?? NEW_CLAIM.norm
  const figure = { kind: claim.kind, percent: tidy(100 * share), images, source }
  if (claim.kind === 'clean') return { ...NEW_CLAIM, ...figure }
  const epsilon = tidy(epsilonOfClaim(claim) * NORMS[norm].factor)
  return { ...figure, by: claim.kind === 'attacked' ? claim.attack : claim.method, norm, epsilon }
}

/** Throws one sentence where something is missing. */
export function claimFrom({ kind, by, norm, epsilon, percent, images, source }: ClaimDraft): Claim {
  if (kind !== 'clean' && by.trim() === '') {
    throw new Error(
      kind === 'attacked'
        ? 'The attack has no name; give the one that was published, such as “PGD, 100 steps”.'
        : 'The method of verification has no name; give the one that was published, such as “CROWN”.',
    )
  }
  if (source.trim() === '') {
    throw new Error(
      'The figure has no source; give the place where it was published, such as a paper’s title or an address.',
    )
  }
  const figure = { share: tidy(percent / 100), images, source: source.trim() }
  const perturbation = { norm: NAMES[norm], epsilon255: tidy((255 * epsilon) / NORMS[norm].factor) }
  const claim =
    kind === 'clean'
      ? { kind, ...figure }
      : kind === 'attacked'
        ? { kind, attack: by.trim(), ...perturbation, ...figure }
        : { kind, method: by.trim(), ...perturbation, ...figure }
  return parseWithFieldNames(claimsSchema, [claim], 'figures', { remedy: 'correct it' })[0] as Claim
}

const NAMES = Object.fromEntries(Object.entries(CLAIM_NORMS).map(([name, norm]) => [norm, name])) as {
  readonly [Norm in NormId]: keyof typeof CLAIM_NORMS
}

/** Without the noise of binary fractions. */
const tidy = (value: number): number => Number(value.toPrecision(12))

/** Of a figure's name: "test_acc", "best_acc1", "adv_accuracy", "test_robust_acc". */
const ACCURACY = /acc|prec|top.?1/i
const UNDER_ATTACK = /rob|adv|pgd|attack|aa$|aa_/i
const OF_TRAINING_IMAGES = /train/i

/**
 * What a checkpoint carried of its accuracy, as drafts to be confirmed: how many images a figure is of, and at which
 * epsilon, the checkpoint does not say. Shares may be in percent.
 */
export function proposedClaims(published: readonly PublishedFigure[] = []): ClaimDraft[] {
  return published.flatMap(({ name, value }): ClaimDraft[] => {
    if (!ACCURACY.test(name) || OF_TRAINING_IMAGES.test(name) || !(value >= 0 && value <= 100)) return []
    const kind = UNDER_ATTACK.test(name) ? 'attacked' : 'clean'
    const percent = tidy(value <= 1 ? 100 * value : value)
    return [{ ...NEW_CLAIM, kind, percent, source: `the checkpoint’s ${name}` }]
  })
}

/** Whether a proposal was taken: a figure of its source is there. */
export const isTaken = ({ source }: ClaimDraft, claims: readonly Claim[]): boolean =>
  claims.some((claim) => claim.source === source)
