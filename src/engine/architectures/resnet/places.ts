/** @file The convolutions of a ResNet, one by one, with their names, shapes, strides and paddings. */
import { EXPANSION, innerWidth, type ResNetSettings } from './settings'

export interface ConvolutionPlace {
  readonly name: string
  /** Name of the batch norm after it; null: none, and the convolution has a bias. */
  readonly norm: string | null
  /** In PyTorch's order; `inChannels` is that of one group. */
  readonly shape: readonly [outChannels: number, inChannels: number, height: number, width: number]
  readonly stride: number
  readonly padding: number
}

export interface BlockPlace {
  /** One after the other, with the activation between them. */
  readonly convolutions: readonly ConvolutionPlace[]
  /** The shortcut; null if it is the identity. */
  readonly shortcut: ShortcutPlace | null
}

export interface ShortcutPlace {
  /** The key under which it is stored, with or without parameters. */
  readonly name: string
  readonly stride: number
  readonly inChannels: number
  readonly outChannels: number
  /** After 2x2 average pooling of the same stride where `isPooled`; null: channels of zeros are added instead. */
  readonly convolution: ConvolutionPlace | null
  readonly isPooled: boolean
}

interface Stem {
  /** Filter size of each convolution; all are padded to keep the image's centre. */
  readonly sides: readonly number[]
  /** Of the first; the others have 1. */
  readonly stride: number
  /** 3x3 with stride 2. Its gradient is discontinuous; stems without it are smooth, as double backprop needs. */
  readonly maxPool: boolean
}

export const STEMS: Readonly<Record<ResNetSettings['stem'], Stem>> = {
  small: { sides: [3], stride: 1, maxPool: false },
  'stride-2': { sides: [3], stride: 2, maxPool: false },
  imagenet: { sides: [7], stride: 2, maxPool: true },
  deep: { sides: [3, 3, 3], stride: 2, maxPool: true },
}

/** timm's names of a deep stem's parts, of which the last batch norm is called bn1. */
const DEEP = [
  ['conv1.0', 'conv1.1'],
  ['conv1.3', 'conv1.4'],
  ['conv1.6', 'bn1'],
] as const
const SINGLE = [['conv1', 'bn1']] as const

const stemWidths = ({ stem_widths, widths, stem }: ResNetSettings): readonly number[] =>
  stem_widths ?? STEMS[stem].sides.map(() => widths[0] as number)

export const featuresOf = ({ widths, block }: ResNetSettings): number => (widths.at(-1) as number) * EXPANSION[block]

export function stemPlaces(settings: ResNetSettings): ConvolutionPlace[] {
  const { sides, stride } = STEMS[settings.stem]
  const widths = stemWidths(settings)
  return (settings.stem === 'deep' ? DEEP : SINGLE).map(([name, norm], i) => ({
    name,
    norm: settings.norm === 'batch' ? norm : null,
    shape: [widths[i] as number, widths[i - 1] ?? settings.channels, sides[i] as number, sides[i] as number],
    stride: i === 0 ? stride : 1,
    padding: ((sides[i] as number) - 1) / 2,
  }))
}

export function* blockPlaces(settings: ResNetSettings): Generator<BlockPlace> {
  const { widths, depths, strides, block } = settings
  let inChannels = stemWidths(settings).at(-1) as number
  for (const [stage, width] of widths.entries()) {
    for (let index = 0; index < (depths[stage] as number); index++) {
      const stride = index > 0 ? 1 : (strides?.[stage] ?? (stage === 0 ? 1 : 2))
      const name = `layer${stage + 1}.${index}`
      yield {
        convolutions: blockConvolutions(settings, name, inChannels, width, stride),
        shortcut: shortcutPlace(settings, name, inChannels, width * EXPANSION[block], stride),
      }
      inChannels = width * EXPANSION[block]
    }
  }
}

function blockConvolutions(
  settings: ResNetSettings,
  name: string,
  inChannels: number,
  width: number,
  stride: number,
): ConvolutionPlace[] {
  const inner = innerWidth(settings, width)
  const shapes: readonly (readonly [outChannels: number, inChannels: number, side: number, stride: number])[] =
    settings.block === 'basic'
      ? [
          [width, inChannels, 3, stride],
          [width, width, 3, 1],
        ]
      : [
          [inner, inChannels, 1, 1],
          [inner, inner / settings.groups, 3, stride],
          [width * EXPANSION.bottleneck, inner, 1, 1],
        ]
  return shapes.map(([outChannels, from, side, by], i) => ({
    name: `${name}.conv${i + 1}`,
    norm: settings.norm === 'batch' ? `${name}.bn${i + 1}` : null,
    shape: [outChannels, from, side, side],
    stride: by,
    padding: (side - 1) / 2,
  }))
}

function shortcutPlace(
  { shortcut, norm }: ResNetSettings,
  block: string,
  inChannels: number,
  outChannels: number,
  stride: number,
): ShortcutPlace | null {
  if (stride === 1 && inChannels === outChannels) return null
  const isPooled = shortcut === 'average-pool'
  const name = `${block}.downsample.${isPooled ? 1 : 0}`
  const convolution: ConvolutionPlace = {
    name,
    norm: norm === 'batch' ? `${block}.downsample.${isPooled ? 2 : 1}` : null,
    shape: [outChannels, inChannels, 1, 1],
    stride: isPooled ? 1 : stride,
    padding: 0,
  }
  return {
    name,
    stride,
    inChannels,
    outChannels,
    convolution: shortcut === 'zero-padding' ? null : convolution,
    isPooled: isPooled && stride > 1,
  }
}

/** All with parameters, in the order of the forward pass. */
export function* convolutionPlaces(settings: ResNetSettings): Generator<ConvolutionPlace> {
  yield* stemPlaces(settings)
  for (const { convolutions, shortcut } of blockPlaces(settings)) {
    yield* convolutions
    if (shortcut?.convolution) yield shortcut.convolution
  }
}
