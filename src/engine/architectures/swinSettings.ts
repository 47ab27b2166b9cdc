/** @file What a manifest says of a Swin, and what follows from it. */

import { z } from 'zod'
import { countOf } from '../../countOf'
import { settingSchemas } from '../checkpoints/manifest'
import { ACTIVATION_NAMES } from './activationNames'

const fieldsSchema = z.object({
  name: z.literal('swin'),
  /** Channels of the first stage; each further stage has twice as many. */
  embed_dim: z.number().int().min(1).max(1024),
  depths: settingSchemas.depths.max(8),
  heads: z.array(z.number().int().min(1).max(1024)),
  /** Side of a window, in tokens. */
  window: z.number().int().min(1).max(32),
  /** Side of a token, in pixels. */
  patch: z.number().int().min(1).max(64),
  mlp_ratio: z.number().positive().max(16),
  activation: z.enum(ACTIVATION_NAMES),
})

export type SwinSettings = z.infer<typeof fieldsSchema>

export const settingsSchema = fieldsSchema
  .refine((settings) => settings.heads.length === settings.depths.length, {
    message: 'must have as many entries as "depths"',
    path: ['heads'],
  })
  .refine((settings) => stagePlaces(settings).every(({ width, heads }) => width % heads === 0), {
    message: 'must divide "embed_dim", times two for every stage before',
    path: ['heads'],
  })
  .refine((settings) => hiddenWidth(settings, settings.embed_dim) >= 1, {
    message: 'must leave at least one hidden unit',
    path: ['mlp_ratio'],
  })

export interface StagePlace {
  readonly name: string
  readonly width: number
  readonly depth: number
  readonly heads: number
}

export const hiddenWidth = (settings: SwinSettings, width: number): number => Math.floor(settings.mlp_ratio * width)

export function stagePlaces({ embed_dim, depths, heads }: SwinSettings): StagePlace[] {
  return depths.map((depth, stage) => ({
    name: `layers.${stage}`,
    width: embed_dim * 2 ** stage,
    depth,
    heads: heads[stage] as number,
  }))
}

/** Throws one sentence where the settings do not fit images of this side. */
export function checkSide({ patch, window, depths }: SwinSettings, side: number): void {
  const refuse = (field: 'patch' | 'depths' | 'window', reason: string) => {
    const found = JSON.stringify({ patch, depths, window }[field])
    throw new Error(
      `The manifest's field "architecture.${field}" is ${found}, ${reason}; correct it or export the model again.`,
    )
  }
  if (side % patch !== 0) refuse('patch', `which does not divide the input's side of ${countOf(side, 'pixel')}`)
  let grid = side / patch
  for (let stage = 0; stage < depths.length; stage++) {
    if (stage > 0) {
      if (grid % 2 !== 0) refuse('depths', `but a side of ${grid} tokens cannot be halved for stage ${stage + 1}`)
      grid /= 2
    }
    if (grid % window !== 0) {
      refuse('window', `which does not divide the side of ${grid} tokens that stage ${stage + 1} has`)
    }
  }
}
