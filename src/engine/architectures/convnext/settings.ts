/** @file A ConvNeXt's settings in manifests, and its parameter names. */
import { z } from 'zod'
import { settingSchemas } from '../../checkpoints/manifest'
import { ACTIVATION_NAMES } from '../activationNames'
import { respelling } from '../spelling'

const fieldsSchema = z.object({
  name: z.literal('convnext'),
  /** Channels of each stage. */
  widths: settingSchemas.widths,
  /** The number of blocks in each stage. */
  depths: settingSchemas.depths,
  /** Size of the stem's patches, in pixels. */
  patch: z.number().int().min(1).max(64),
  /** Size of the depthwise filters. */
  kernel: z.number().int().min(1).max(31).default(7),
  /** Hidden channels of an MLP per channel of its block. */
  mlp_ratio: z.number().int().min(1).max(16).default(4),
  activation: z.enum(ACTIVATION_NAMES),
  layer_scale: z.boolean().default(true),
  /** Global response norm within every MLP (ConvNeXt V2). */
  response_norm: z.boolean().default(false),
  /** Whether the last layer norm comes after the mean over the image, or before. */
  head_norm: z.enum(['after-mean', 'before-mean']).default('after-mean'),
  /** How the MLPs' weights are stored. */
  mlp: z.enum(['dense', 'convolution']).default('dense'),
  norm_epsilon: z.number().positive().max(1).default(1e-6),
  /** Channels of the input images: 3 for colour, 1 for grey. */
  channels: settingSchemas.channels,
  /** Whose parameter names the weights use. */
  names: z.enum(['timm', 'authors', 'torchvision']).default('timm'),
})

export type ConvNextSettings = z.output<typeof fieldsSchema>

export const convNextSettings = fieldsSchema
  .refine((settings) => settings.widths.length === settings.depths.length, {
    message: 'must have as many entries as "widths"',
    path: ['depths'],
  })
  .refine(({ kernel }) => kernel % 2 === 1, { message: 'must be odd', path: ['kernel'] })

const byStage = (name: string, pattern: RegExp, spell: (stage: number) => string): string =>
  name.replace(pattern, (_, stage) => spell(Number(stage)))

const authors = respelling(
  [/^stem\./, 'downsample_layers.0.'],
  [/^stages\.(\d+)\.downsample\./, 'downsample_layers.$1.'],
  [/^stages\.(\d+)\.blocks\./, 'stages.$1.'],
  [/\.conv_dw\./, '.dwconv.'],
  [/\.mlp\.fc([12])\./, '.pwconv$1.'],
  [/\.mlp\.grn\.weight$/, '.grn.gamma'],
  [/\.mlp\.grn\.bias$/, '.grn.beta'],
  [/^(?:norm_pre|head\.norm)\./, 'norm.'],
  [/^head\.fc\./, 'head.'],
)

const torchvision = respelling(
  [/^stem\./, 'features.0.'],
  [/\.conv_dw\./, '.block.0.'],
  [/\.norm\./, '.block.2.'],
  [/\.mlp\.fc1\./, '.block.3.'],
  [/\.mlp\.fc2\./, '.block.5.'],
  [/\.gamma$/, '.layer_scale'],
  [/^head\.block\.2\./, 'classifier.0.'],
  [/^head\.fc\./, 'classifier.2.'],
)

export const CONVNEXT_SPELLINGS = {
  timm: respelling(),
  authors,
  torchvision: (name: string) => {
    const spelled = byStage(torchvision(name), /^stages\.(\d+)\.downsample\./, (stage) => `features.${2 * stage}.`)
    return byStage(spelled, /^stages\.(\d+)\.blocks\./, (stage) => `features.${2 * stage + 1}.`)
  },
} as const
