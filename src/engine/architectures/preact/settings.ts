/**
 * @file The settings in manifests of a ResNet whose blocks begin with batch norm and activation, and its parameter
 * names.
 */
import { z } from 'zod'
import { settingSchemas } from '../../checkpoints/manifest'
import { ACTIVATION_NAMES } from '../activationNames'
import { respelling } from '../spelling'

const fieldsSchema = z.object({
  name: z.literal('preact-resnet'),
  /** Channels of each stage; bottleneck blocks output four times as many. */
  widths: settingSchemas.widths,
  /** The number of blocks in each stage. */
  depths: settingSchemas.depths,
  /** Channels of the convolution before the first block. */
  stem_width: z.number().int().min(1).max(8192),
  activation: z.enum(ACTIVATION_NAMES),
  block: z.enum(['basic', 'bottleneck']).default('basic'),
  /**
   * The input of a block's shortcut convolution: the block's input, or that after the first batch norm and activation.
   */
  shortcut_from: z.enum(['activated', 'input']).default('activated'),
  /** Filter size of that convolution. */
  shortcut_side: z.union([z.literal(1), z.literal(3)]).default(1),
  /** With stride 2: one pixel on all sides, or at the bottom and at the right alone, as TensorFlow pads. */
  padding: z.enum(['around', 'end']).default('around'),
  /** Whether batch norm and activation follow the last block. */
  final_norm: z.boolean().default(true),
  head_bias: z.boolean().default(true),
  /** Channels of the input images: 3 for colour, 1 for grey. */
  channels: settingSchemas.channels,
  /**
   * Who named the parameters: kuangliu's PreActResNet, xternalz' WideResNet, which TRADES and most of RobustBench have,
   * or DeepMind's WideResNet and PreActResNet.
   */
  names: z.enum(['preact', 'wide', 'deepmind-wide', 'deepmind-preact']).default('preact'),
})

export type PreActSettings = z.output<typeof fieldsSchema>

export const preActSettings = fieldsSchema.refine((settings) => settings.widths.length === settings.depths.length, {
  message: 'must have as many entries as "widths"',
  path: ['depths'],
})

/** layer2.0 to block2.layer.0, layer.1.block.0 and layer_1.0. */
const stages = (spell: (stage: number, block: string) => string) => (name: string) =>
  name.replace(/^layer(\d+)\.(\d+)\./, (_, stage, block) => `${spell(Number(stage), block)}.`)

const compose =
  (...spellings: readonly ((name: string) => string)[]) =>
  (name: string) =>
    spellings.reduce((spelled, spelling) => spelling(spelled), name)

/** Within a block: bn1 and conv1 to batchnorm_0 and conv_0; the last batch norm and the head. */
const deepMind = respelling(
  [/\.bn1\./, '.batchnorm_0.'],
  [/\.bn2\./, '.batchnorm_1.'],
  [/\.shortcut\.0\./, '.shortcut.'],
  [/^bn\./, 'batchnorm.'],
  [/^linear\./, 'logits.'],
)

export const PREACT_SPELLINGS = {
  preact: respelling(),
  wide: compose(
    stages((stage, block) => `block${stage}.layer.${block}`),
    respelling([/\.shortcut\.0\./, '.convShortcut.'], [/^bn\./, 'bn1.'], [/^linear\./, 'fc.']),
  ),
  'deepmind-wide': compose(
    stages((stage, block) => `layer.${stage - 1}.block.${block}`),
    deepMind,
    respelling([/\.conv1\./, '.conv_0.'], [/\.conv2\./, '.conv_1.'], [/^conv1\./, 'init_conv.']),
  ),
  'deepmind-preact': compose(
    stages((stage, block) => `layer_${stage - 1}.${block}`),
    deepMind,
    respelling([/\.conv1\./, '.conv_2d_1.'], [/\.conv2\./, '.conv_2d_2.'], [/^conv1\./, 'conv_2d.']),
  ),
} as const
