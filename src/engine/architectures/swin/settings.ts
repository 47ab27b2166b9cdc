/** @file A Swin's settings in manifests, and what follows from them. */
import { z } from 'zod'
import { countOf } from '../../../countOf'
import { settingSchemas } from '../../checkpoints/manifest'
import { ACTIVATION_NAMES } from '../activationNames'
import { respelling } from '../spelling'

const windowSide = z.number().int().min(1).max(32)

const fieldsSchema = z.object({
  name: z.literal('swin'),
  /** Channels of the first stage; each further stage has twice as many. */
  embed_dim: z.number().int().min(1).max(1024),
  depths: settingSchemas.depths.max(8),
  heads: z.array(z.number().int().min(1).max(1024)),
  /** Window size in tokens, per stage or for all stages. */
  window: z.union([windowSide, z.array(windowSide)]),
  /** Patch size in pixels. */
  patch: z.number().int().min(1).max(64),
  mlp_ratio: z.number().positive().max(16),
  activation: z.enum(ACTIVATION_NAMES),
  /** Channels of the input images: 3 for colour, 1 for grey. */
  channels: settingSchemas.channels,
  /** Who named the parameters: timm since its release 0.9, the authors and timm before it, or torchvision. */
  names: z.enum(['timm', 'authors', 'torchvision']).default('timm'),
})

export type SwinSettings = z.output<typeof fieldsSchema>

export const swinSettings = fieldsSchema
  .refine((settings) => settings.heads.length === settings.depths.length, {
    message: 'must have as many entries as "depths"',
    path: ['heads'],
  })
  .refine(({ window, depths }) => !Array.isArray(window) || window.length === depths.length, {
    message: 'must have as many entries as "depths"',
    path: ['window'],
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
  readonly window: number
}

export const hiddenWidth = (settings: SwinSettings, width: number): number => Math.floor(settings.mlp_ratio * width)

export function stagePlaces({ embed_dim, depths, heads, window }: SwinSettings): StagePlace[] {
  return depths.map((depth, stage) => ({
    name: `layers.${stage}`,
    width: embed_dim * 2 ** stage,
    depth,
    heads: heads[stage] as number,
    window: Array.isArray(window) ? (window[stage] as number) : window,
  }))
}

/** Here tokens are merged at the beginning of a stage; in the authors' code at the end of the previous one. */
export const SWIN_SPELLINGS = {
  timm: respelling(),
  authors: (name: string) =>
    respelling([/^head\.fc\./, 'head.'])(name).replace(
      /^layers\.(\d+)\.downsample/,
      (_, stage) => `layers.${Number(stage) - 1}.downsample`,
    ),
  torchvision: (name: string) =>
    respelling(
      [/^head\.fc\./, 'head.'],
      [/^patch_embed\.proj\./, 'features.0.0.'],
      [/^patch_embed\.norm\./, 'features.0.2.'],
      [/\.mlp\.fc1\./, '.mlp.0.'],
      [/\.mlp\.fc2\./, '.mlp.3.'],
    )(name).replace(/^layers\.(\d+)\.(blocks|downsample)\./, (_, stage, part) =>
      part === 'blocks' ? `features.${2 * Number(stage) + 1}.` : `features.${2 * Number(stage)}.`,
    ),
} as const

/** Throws one sentence if the settings do not fit images of this size. */
export function checkSide(settings: SwinSettings, side: number): void {
  const { patch } = settings
  const refuse = (field: 'patch' | 'depths' | 'window', reason: string) => {
    const found = JSON.stringify(settings[field])
    throw new Error(
      `The manifest's field "architecture.${field}" is ${found}, ${reason}; correct it or export the model again.`,
    )
  }
  if (side % patch !== 0) refuse('patch', `which does not divide the input's side of ${countOf(side, 'pixel')}`)
  let grid = side / patch
  for (const [stage, { window }] of stagePlaces(settings).entries()) {
    if (stage > 0) {
      if (grid % 2 !== 0) refuse('depths', `but a side of ${grid} tokens cannot be halved for stage ${stage + 1}`)
      grid /= 2
    }
    if (grid % window !== 0) {
      refuse('window', `which does not divide the side of ${grid} tokens that stage ${stage + 1} has`)
    }
  }
}
