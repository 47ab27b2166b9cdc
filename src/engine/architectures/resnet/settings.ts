/** @file A ResNet's settings in manifests. */
import { z } from 'zod'
import { settingSchemas } from '../../checkpoints/manifest'
import { ACTIVATION_NAMES } from '../activationNames'
import { respelling } from '../spelling'

const positive = z.number().int().min(1).max(8192)

const fieldsSchema = z.object({
  name: z.literal('resnet'),
  /** Channels of each stage; bottleneck blocks output four times as many. */
  widths: settingSchemas.widths,
  /** The number of blocks in each stage. */
  depths: settingSchemas.depths,
  activation: z.enum(ACTIVATION_NAMES),
  /**
   * "imagenet" is that of He et al. 2016, "deep" has three 3x3 convolutions in its place (He et al. 2019), "small" is
   * usual for 32x32 images, and "stride-2" brings 64x64 images to the cost of 32x32.
   */
  stem: z.enum(['small', 'stride-2', 'imagenet', 'deep']),
  /** Channels of the stem's convolutions; by default those of the first stage. */
  stem_widths: z.array(positive).min(1).max(3).optional(),
  block: z.enum(['basic', 'bottleneck']).default('basic'),
  /** Groups of a bottleneck's 3x3 convolution (ResNeXt). */
  groups: positive.default(1),
  /** Channels of one such group for every 64 of the stage's width (ResNeXt, Wide ResNet). */
  base_width: positive.default(64),
  /** Stride of the first block of each stage; by default 1 and then 2. */
  strides: z.array(z.number().int().min(1).max(2)).optional(),
  /** How a shortcut changes size: by a 1x1 convolution, alone or after pooling, or without parameters. */
  shortcut: z.enum(['convolution', 'average-pool', 'zero-padding']).default('convolution'),
  /** "none": convolutions have a bias instead. */
  norm: z.enum(['batch', 'none']).default('batch'),
  /** A hidden layer between the last features, which are then flattened instead of averaged, and the logits. */
  hidden: z.object({ side: positive.max(64), width: positive }).optional(),
  /** Channels of the input images: 3 for colour, 1 for grey. */
  channels: settingSchemas.channels,
  /** Who named the parameters: timm and torchvision, or the ResNets for CIFAR-10 that say "shortcut" and "linear". */
  names: z.enum(['timm', 'shortcut']).default('timm'),
})

/** Output channels of a block per channel of its stage. */
export const EXPANSION = { basic: 1, bottleneck: 4 } as const

export type ResNetSettings = z.output<typeof fieldsSchema>

export const resnetSettings = fieldsSchema
  .refine((settings) => settings.widths.length === settings.depths.length, {
    message: 'must have as many entries as "widths"',
    path: ['depths'],
  })
  .refine((settings) => settings.strides === undefined || settings.strides.length === settings.widths.length, {
    message: 'must have as many entries as "widths"',
    path: ['strides'],
  })
  .refine(({ stem, stem_widths }) => (stem_widths?.length ?? 3) === 3 || stem !== 'deep', {
    message: 'must have three entries for the stem "deep"',
    path: ['stem_widths'],
  })
  .refine(({ stem, stem_widths }) => (stem_widths?.length ?? 1) === 1 || stem === 'deep', {
    message: 'must have one entry, as the stem is one convolution',
    path: ['stem_widths'],
  })
  .refine(({ block, groups }) => block === 'bottleneck' || groups === 1, {
    message: 'must be 1 for the block "basic"',
    path: ['groups'],
  })
  .refine(({ block, base_width }) => block === 'bottleneck' || base_width === 64, {
    message: 'must be 64 for the block "basic"',
    path: ['base_width'],
  })
  .refine(
    ({ shortcut, widths, stem_widths = widths.slice(0, 1), block }) => {
      const channels = [stem_widths.at(-1) as number, ...widths.map((width) => width * EXPANSION[block])]
      return shortcut !== 'zero-padding' || channels.every((width, i) => width >= (channels[i - 1] ?? 0))
    },
    { message: 'must not fall from one stage to the next with the shortcut "zero-padding"', path: ['widths'] },
  )
  .refine((settings) => settings.widths.every((width) => innerWidth(settings, width) >= 1), {
    message: 'must leave at least one channel in every bottleneck',
    path: ['base_width'],
  })

/** Channels of a bottleneck's 3x3 convolution. */
export const innerWidth = (
  { groups, base_width }: Pick<ResNetSettings, 'groups' | 'base_width'>,
  width: number,
): number => Math.floor((width * base_width) / 64) * groups

export const RESNET_SPELLINGS = {
  timm: respelling(),
  shortcut: respelling([/\.downsample\./, '.shortcut.'], [/^fc\./, 'linear.']),
} as const
