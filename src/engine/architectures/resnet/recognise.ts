import type { OpenSetting, Recognised } from '../recognised'
import { channelsTaken, countBlocks, openActivation, type SeenShapes, seenShapes, squareSide } from '../recognition'
import type { ParameterShapes } from '../types'
import { EXPANSION, RESNET_SPELLINGS, type ResNetSettings } from './settings'

type Names = ResNetSettings['names']
type Found = Pick<ResNetSettings, 'widths' | 'depths' | 'block' | 'stem' | 'groups' | 'base_width' | 'norm'>

export function recogniseResNet(shapes: ParameterShapes): Recognised | null {
  const names = (Object.keys(RESNET_SPELLINGS) as Names[]).find((names) => {
    const { has } = seenShapes(shapes, RESNET_SPELLINGS[names])
    return has('fc.weight') || (names === 'shortcut' && shapes.has('linear1.weight'))
  })
  if (names === undefined) return null
  const seen = seenShapes(shapes, RESNET_SPELLINGS[names])
  const stem = stemOf(seen)
  if (stem === null || !seen.has('layer1.0.conv1.weight')) return null
  const channels = channelsTaken(seen, stem === 'deep' ? 'conv1.0.weight' : 'conv1.weight')
  const found = { ...foundBlocks(seen), stem, norm: seen.has('layer1.0.bn1.weight') ? 'batch' : 'none' } as const
  const hidden = hiddenOf(seen, found, channels)
  const architecture = {
    name: 'resnet',
    ...found,
    stem_widths: stem === 'deep' ? DEEP.map((name) => seen.side(name, 0)) : [seen.side('conv1.weight', 0)],
    shortcut: shortcutOf(seen, found),
    activation: 'relu',
    channels,
    names,
    ...hidden,
  }
  return {
    title: titleOf(architecture),
    architecture,
    classes: seen.side(hidden === null ? 'fc.weight' : 'linear2.weight', 0),
    channels,
    size: sizeOf(found.stem, hidden !== null, seen.side('fc.weight', 0), channels),
    openSettings: [
      openActivation('relu', 'ResNets have ReLU unless their authors changed it.'),
      ...(stem === 'small' && hidden === null ? [OPEN_STEM] : []),
    ],
  }
}

const DEEP = ['conv1.0.weight', 'conv1.3.weight', 'conv1.6.weight'] as const

const OPEN_STEM: OpenSetting = {
  field: 'stem',
  label: 'First convolution',
  options: { small: 'stride 1', 'stride-2': 'stride 2' },
  values: ['small', 'stride-2'],
  source: 'A 3x3 convolution at the beginning has a stride of 1 in the ResNets for 32x32 images.',
}

function stemOf({ has, side }: SeenShapes): ResNetSettings['stem'] | null {
  if (DEEP.every(has)) return 'deep'
  if (side('conv1.weight', 2) === 7) return 'imagenet'
  return side('conv1.weight', 2) === 3 ? 'small' : null
}

function foundBlocks(seen: SeenShapes): Omit<Found, 'stem' | 'norm'> {
  const { depths } = countBlocks(seen, (stage, block) => `layer${stage + 1}.${block}.conv1.weight`)
  const { side } = seen
  if (!seen.has('layer1.0.conv3.weight')) {
    const widths = depths.map((_, stage) => side(`layer${stage + 1}.0.conv1.weight`, 0))
    return { widths, depths, block: 'basic', groups: 1, base_width: 64 }
  }
  const widths = depths.map((_, stage) => side(`layer${stage + 1}.0.conv3.weight`, 0) / EXPANSION.bottleneck)
  const inner = side('layer1.0.conv2.weight', 0)
  const groups = inner / side('layer1.0.conv2.weight', 1)
  return { widths, depths, block: 'bottleneck', groups, base_width: (inner / groups / (widths[0] as number)) * 64 }
}

function shortcutOf({ has, rank }: SeenShapes, { widths }: Found): ResNetSettings['shortcut'] {
  const first = (part: number) => widths.some((_, stage) => has(`layer${stage + 1}.0.downsample.${part}.weight`))
  if (widths.some((_, stage) => rank(`layer${stage + 1}.0.downsample.1.weight`) === 4)) return 'average-pool'
  return first(0) || widths.length === 1 ? 'convolution' : 'zero-padding'
}

/** The sizes of CIFAR-10's and MNIST's images. */
const SIDES_BEFORE = { 3: 32, 1: 28 } as const

/** If a hidden layer takes the flattened features: its width, and the strides that lead to the features' size. */
function hiddenOf({ has, side }: SeenShapes, { widths, block }: Found, channels: 1 | 3) {
  if (!has('linear1.weight')) return null
  const last = squareSide(side('linear1.weight', 1) / ((widths.at(-1) as number) * EXPANSION[block]))
  const halvings = Math.log2(SIDES_BEFORE[channels] / last)
  // The stem and the stages in order; an identity shortcut cannot change the size.
  const mayHalve = [true, ...widths.map((_, stage) => has(`layer${stage + 1}.0.downsample.0.weight`))]
  let left = halvings
  const strides = mayHalve.map((may) => (may && left-- > 0 ? 2 : 1))
  const [stem, ...ofStages] = strides as [number, ...number[]]
  return {
    hidden: { side: last, width: side('linear1.weight', 0) },
    stem: stem === 2 ? 'stride-2' : 'small',
    strides: ofStages,
  } as const
}

function sizeOf(
  stem: ResNetSettings['stem'],
  hasHidden: boolean,
  classes: number,
  channels: 1 | 3,
): Recognised['size'] {
  if (channels === 1 && !hasHidden) return { value: 28, basis: 'assumed', source: 'MNIST and Fashion-MNIST are grey.' }
  if (stem === 'imagenet' || stem === 'deep') {
    const source = `ResNets that begin with ${stem === 'deep' ? 'three convolutions' : 'a 7x7 convolution'} and a pool are for ImageNet.`
    return { value: 224, basis: 'assumed', source }
  }
  if (hasHidden) {
    const source = 'By strides of 2 images of this size end as the features that the hidden layer takes.'
    return { value: SIDES_BEFORE[channels], basis: 'assumed', source }
  }
  if (classes === 200) return { value: 64, basis: 'assumed', source: 'Tiny-ImageNet has 200 classes.' }
  return {
    value: 32,
    basis: 'assumed',
    source: 'ResNets that begin with a 3x3 convolution are for CIFAR-10 or the like.',
  }
}

function titleOf(settings: Found & { stem: string; shortcut: string; names: Names }): string {
  const { depths, block, groups, base_width, widths, names } = settings
  const blocks = depths.reduce((sum, depth) => sum + depth, 0)
  // As the papers count: the convolutions of blocks, the first one, and the last layer.
  const layers = blocks * (block === 'basic' ? 2 : 3) + 2
  const variant = `${settings.stem === 'deep' ? (settings.shortcut === 'average-pool' ? '-D' : '-C') : ''}`
  const kind =
    groups > 1
      ? `ResNeXt-${layers}${variant} ${groups}x${(base_width * (widths[0] as number)) / 64}d`
      : base_width > 64
        ? `Wide ResNet-${layers}-${base_width / 64}`
        : `ResNet-${layers}${variant}`
  const source = names === 'timm' ? 'timm and torchvision name it' : 'ResNets for CIFAR-10 name it'
  return settings.norm === 'none' ? `${kind} without batch norm, as ${source}` : `${kind}, as ${source}`
}
