/** @file Published accuracies of a model in its manifest, each with its source. */
import { z } from 'zod'
import type { NormId } from '../attacks/norms/descriptions'
import { MAX_CLAIM_IMAGES } from './limits'

/** By the manifest's names of norms. */
export const CLAIM_NORMS = { Linf: 'linf', L2: 'l2', L1: 'l1' } as const satisfies Readonly<Record<string, NormId>>

export const MAX_CLAIMS = 64
export const MAX_CLAIM_WORDS = 300

const words = z
  .string()
  .max(MAX_CLAIM_WORDS)
  .regex(/[^\s\p{Cf}\p{Cc}]/u, 'must have a character that can be seen')

const figure = {
  /** The share of images in [0, 1] that are classified correctly or, at an epsilon, stay so. */
  share: z.number().min(0).max(1),
  /** The number of images that the share was published for. */
  images: z.number().int().min(1).max(MAX_CLAIM_IMAGES),
  /** Where it was published: a paper, an address, "the checkpoint's test_acc". */
  source: words,
}

const perturbation = {
  norm: z.enum(Object.keys(CLAIM_NORMS) as [keyof typeof CLAIM_NORMS]),
  /** In 255ths of the pixel range in every norm, so that 2/255 has no rounding: 2 is 2/255, 127.5 is 0.5. */
  epsilon255: z.number().positive().max(255_000_000),
}

const claim = z.discriminatedUnion('kind', [
  /** Without an attack. */
  z.object({ kind: z.literal('clean'), ...figure }),
  /** Under an attack: images that are wrong without one count as not robust. */
  z.object({ kind: z.literal('attacked'), attack: words, ...perturbation, ...figure }),
  /** Verified: no perturbation of that size changes the class of this share of images. */
  z.object({ kind: z.literal('verified'), method: words, ...perturbation, ...figure }),
])

export const claimsSchema = z.array(claim).max(MAX_CLAIMS)

export type Claim = z.infer<typeof claim>
export type Verified = Extract<Claim, { kind: 'verified' }>
