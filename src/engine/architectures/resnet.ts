/**
 * @file ResNet of basic blocks (He et al. 2016), with the parameter names of
 * timm.models.resnet and batch norm with frozen statistics, folded into the
 * convolution before it.
 */
import { z } from 'zod'
import { settingSchemas } from '../checkpoints/manifest'
import { parseWithFieldNames } from '../checkpoints/parseWithFieldNames'
import * as tf from '../tf'
import { ACTIVATION_NAMES } from './activationNames'
import { ACTIVATIONS } from './activations'
import { fuseResNet } from './resnetFused'
import type { Architecture, Parameters } from './types'

const settingsSchema = z
  .object({
    name: z.literal('resnet'),
    widths: settingSchemas.widths,
    depths: settingSchemas.depths,
    activation: z.enum(ACTIVATION_NAMES),
    stem: z.enum(['small', 'stride-2', 'imagenet']),
  })
  .refine((settings) => settings.widths.length === settings.depths.length, {
    message: 'must have as many entries as "widths"',
    path: ['depths'],
  })

export type ResNetSettings = z.infer<typeof settingsSchema>

interface Stem {
  /** Side of the first convolution's filter; it is padded to keep the image's middle. */
  readonly size: 3 | 7
  readonly stride: 1 | 2
  /** 3x3, stride 2. Its gradient jumps; the stems without it are smooth, as double backprop needs. */
  readonly maxPool: boolean
}

/** "imagenet" is that of He et al. 2016; "stride-2" brings 64x64 images to the cost of 32x32 with "small". */
const STEMS: Readonly<Record<ResNetSettings['stem'], Stem>> = {
  small: { size: 3, stride: 1, maxPool: false },
  'stride-2': { size: 3, stride: 2, maxPool: false },
  imagenet: { size: 7, stride: 2, maxPool: true },
}

/** A convolution with the batch norm after it: filter (height, width, in, out) and shift (out). */
interface FoldedConv {
  readonly filter: tf.Tensor4D
  readonly shift: tf.Tensor1D
}

export type PreparedResNet = Readonly<Record<string, FoldedConv>> & {
  readonly fc: { readonly weight: tf.Tensor2D; readonly bias: tf.Tensor1D }
}

interface ConvPlace {
  readonly conv: string
  readonly norm: string
  readonly shape: readonly [out: number, into: number, height: number, width: number]
}

interface BlockPlace {
  readonly name: string
  readonly stride: 1 | 2
  readonly hasDownsample: boolean
}

/** torch.nn.BatchNorm2d's default. */
const BATCH_NORM_EPSILON = 1e-5

export const resnet: Architecture<ResNetSettings, PreparedResNet> = {
  name: 'resnet',

  parseSettings: (field) => parseWithFieldNames(settingsSchema, field, 'manifest', { prefix: 'architecture' }),

  parameterShapes(settings, classes) {
    const shapes = new Map<string, readonly number[]>()
    for (const { conv, norm, shape } of convPlaces(settings)) {
      shapes.set(`${conv}.weight`, shape)
      for (const part of ['weight', 'bias', 'running_mean', 'running_var']) shapes.set(`${norm}.${part}`, [shape[0]])
    }
    shapes.set('fc.weight', [classes, settings.widths.at(-1) as number])
    shapes.set('fc.bias', [classes])
    return shapes
  },

  prepare(parameters, settings) {
    const folded: Record<string, FoldedConv> = {}
    for (const place of convPlaces(settings)) folded[place.conv] = fold(parameters, place)
    const fc = {
      weight: tf.transpose(get<tf.Tensor2D>(parameters, 'fc.weight')),
      bias: tf.clone(get<tf.Tensor1D>(parameters, 'fc.bias')),
    }
    return { ...folded, fc } as unknown as PreparedResNet
  },

  logits(prepared, settings, normalised) {
    const activation = ACTIVATIONS[settings.activation]
    const conv = (name: string, x: tf.Tensor4D, stride: 1 | 2, padding: number): tf.Tensor4D => {
      const { filter, shift } = prepared[name] as FoldedConv
      return tf.add(tf.conv2d(x, filter, stride, padding), shift)
    }
    const stem = STEMS[settings.stem]
    let x = activation(conv('conv1', normalised, stem.stride, (stem.size - 1) / 2))
    if (stem.maxPool) x = tf.maxPool(x, 3, 2, 1)
    for (const { name, stride, hasDownsample } of blockPlaces(settings)) {
      const shortcut = hasDownsample ? conv(`${name}.downsample.0`, x, stride, 0) : x
      const inner = activation(conv(`${name}.conv1`, x, stride, 1))
      x = activation(tf.add(conv(`${name}.conv2`, inner, 1, 1), shortcut))
    }
    return tf.add(tf.matMul(tf.mean<tf.Tensor2D>(x, [1, 2]), prepared.fc.weight), prepared.fc.bias)
  },

  fuse(prepared, settings, normalisation) {
    const stem = STEMS[settings.stem]
    if (stem.maxPool) return null
    const conv = (name: string, stride: 1 | 2, padding: number) => ({
      ...(prepared[name] as FoldedConv),
      stride,
      padding,
    })
    const blocks = [...blockPlaces(settings)].map(({ name, stride, hasDownsample }) => ({
      conv1: conv(`${name}.conv1`, stride, 1),
      conv2: conv(`${name}.conv2`, 1, 1),
      shortcut: hasDownsample ? conv(`${name}.downsample.0`, stride, 0) : null,
    }))
    const { activation } = settings
    return fuseResNet(
      { stem: conv('conv1', stem.stride, (stem.size - 1) / 2), blocks, head: prepared.fc, activation },
      normalisation,
    )
  },
}

function fold(parameters: Parameters, { conv, norm }: ConvPlace): FoldedConv {
  const scale = tf.div(
    get(parameters, `${norm}.weight`),
    tf.sqrt(tf.add(get(parameters, `${norm}.running_var`), BATCH_NORM_EPSILON)),
  )
  const filter = tf.mul(tf.transpose(get<tf.Tensor4D>(parameters, `${conv}.weight`), [2, 3, 1, 0]), scale)
  const shift = tf.sub(get(parameters, `${norm}.bias`), tf.mul(get(parameters, `${norm}.running_mean`), scale))
  return { filter: filter as tf.Tensor4D, shift: shift as tf.Tensor1D }
}

function get<T extends tf.Tensor>(parameters: Parameters, name: string): T {
  const parameter = parameters.get(name)
  if (parameter === undefined)
    throw new Error(`The parameter "${name}" is missing; load the model through its manifest.`)
  return parameter as T
}

function* blockPlaces(settings: ResNetSettings): Generator<BlockPlace & { into: number; width: number }> {
  let into = settings.widths[0] as number
  for (const [stage, width] of settings.widths.entries()) {
    for (let block = 0; block < (settings.depths[stage] as number); block++) {
      const stride = stage > 0 && block === 0 ? 2 : 1
      yield { name: `layer${stage + 1}.${block}`, stride, hasDownsample: stride !== 1 || into !== width, into, width }
      into = width
    }
  }
}

function* convPlaces(settings: ResNetSettings): Generator<ConvPlace> {
  const { size } = STEMS[settings.stem]
  yield { conv: 'conv1', norm: 'bn1', shape: [settings.widths[0] as number, 3, size, size] }
  for (const { name, hasDownsample, into, width } of blockPlaces(settings)) {
    yield { conv: `${name}.conv1`, norm: `${name}.bn1`, shape: [width, into, 3, 3] }
    yield { conv: `${name}.conv2`, norm: `${name}.bn2`, shape: [width, width, 3, 3] }
    if (hasDownsample) {
      yield { conv: `${name}.downsample.0`, norm: `${name}.downsample.1`, shape: [width, into, 1, 1] }
    }
  }
}
