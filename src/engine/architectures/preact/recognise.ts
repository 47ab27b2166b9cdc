import type { OpenSetting, Recognised } from '../recognised'
import { channelsTaken, countBlocks, openActivation, seenShapes } from '../recognition'
import type { ParameterShapes } from '../types'
import { PREACT_SPELLINGS, type PreActSettings } from './settings'

type Names = PreActSettings['names']

export function recognisePreAct(shapes: ParameterShapes): Recognised | null {
  const names = (Object.keys(PREACT_SPELLINGS) as Names[]).find((names) =>
    ['conv1.weight', 'layer1.0.bn1.weight', 'layer1.0.conv1.weight', 'linear.weight'].every(
      seenShapes(shapes, PREACT_SPELLINGS[names]).has,
    ),
  )
  if (names === undefined) return null
  const seen = seenShapes(shapes, PREACT_SPELLINGS[names])
  const { has, side } = seen
  const channels = channelsTaken(seen, 'conv1.weight')
  const isBottleneck = has('layer1.0.conv3.weight')
  const { depths } = countBlocks(seen, (stage, block) => `layer${stage + 1}.${block}.conv1.weight`)
  const shortcut = depths.map((_, stage) => `layer${stage + 1}.0.shortcut.0.weight`).find(has)
  const architecture = {
    name: 'preact-resnet',
    widths: depths.map((_, stage) => side(`layer${stage + 1}.0.conv1.weight`, 0)),
    depths,
    stem_width: side('conv1.weight', 0),
    block: isBottleneck ? 'bottleneck' : 'basic',
    shortcut_from: names === 'deepmind-preact' ? 'input' : 'activated',
    shortcut_side: shortcut === undefined ? 1 : side(shortcut, 2),
    padding: isDeepMinds(names) ? 'end' : 'around',
    final_norm: has('bn.weight'),
    head_bias: has('linear.bias'),
    activation: isDeepMinds(names) ? 'silu' : 'relu',
    channels,
    names,
  } as const
  const classes = side('linear.weight', 0)
  return {
    title: titleOf(names, depths, architecture.widths[0] as number, isBottleneck),
    architecture,
    classes,
    channels,
    size:
      channels === 1
        ? { value: 28, basis: 'assumed', source: 'MNIST and Fashion-MNIST are grey.' }
        : classes === 200
          ? { value: 64, basis: 'assumed', source: 'Tiny-ImageNet has 200 classes.' }
          : { value: 32, basis: 'assumed', source: 'Wide and pre-activation ResNets are for CIFAR-10 or the like.' },
    openSettings: [
      isDeepMinds(names)
        ? openActivation('silu', "DeepMind's robust models have SiLU, which they call Swish, and a few ReLU.")
        : openActivation('relu', 'Wide and pre-activation ResNets have ReLU unless their authors changed it.'),
      ...(names === 'preact' ? [OPEN_SHORTCUT] : []),
    ],
    ignored: [...shapes.keys()].filter((name) => names === 'wide' && UNUSED.test(name)),
  }
}

/** TRADES' WideResNet has a copy of its first stage that its forward pass leaves out. */
const UNUSED = /^sub_block1\./

const isDeepMinds = (names: Names): boolean => names === 'deepmind-wide' || names === 'deepmind-preact'

/** The two kinds of block have the same parameters. */
const OPEN_SHORTCUT: OpenSetting = {
  field: 'shortcut_from',
  label: 'Shortcut from',
  options: { activated: 'the activated input', input: 'the input itself' },
  values: ['activated', 'input'],
  source: "In kuangliu's PreActResNet the shortcut begins after the first activation; in others it begins before.",
}

function titleOf(names: Names, depths: readonly number[], firstWidth: number, isBottleneck: boolean): string {
  const blocks = depths.reduce((sum, depth) => sum + depth, 0)
  if (names === 'wide' || names === 'deepmind-wide') {
    const source = names === 'wide' ? 'TRADES and RobustBench name it' : 'DeepMind names it'
    return `WideResNet-${2 * blocks + 4}-${firstWidth / 16}, as ${source}`
  }
  const source = names === 'preact' ? 'kuangliu and RobustBench name it' : 'DeepMind names it'
  return `PreActResNet-${blocks * (isBottleneck ? 3 : 2) + 2}, as ${source}`
}
