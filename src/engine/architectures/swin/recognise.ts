import { countOf } from '../../../countOf'
import type { Recognised } from '../recognised'
import { channelsTaken, countBlocks, seenShapes, squareSide } from '../recognition'
import type { ParameterShapes } from '../types'
import { SWIN_SPELLINGS, type SwinSettings } from './settings'

type Names = SwinSettings['names']

const SOURCES: Readonly<Record<Names, string>> = {
  timm: 'timm names it since its release 0.9',
  authors: 'its authors and timm before 0.9 name it',
  torchvision: 'torchvision names it',
}

export function recogniseSwin(shapes: ParameterShapes): Recognised | null {
  const names = (Object.keys(SOURCES) as Names[]).find((names) => {
    const { has } = seenShapes(shapes, SWIN_SPELLINGS[names])
    return has('patch_embed.proj.weight') && has(table(0)) && has('head.fc.weight')
  })
  if (names === undefined) return null
  const seen = seenShapes(shapes, SWIN_SPELLINGS[names])
  const { side } = seen
  const channels = channelsTaken(seen, 'patch_embed.proj.weight')
  const embed_dim = side('patch_embed.proj.weight', 0)
  const patch = side('patch_embed.proj.weight', 2)
  const { depths } = countBlocks(seen, (stage, block) => `layers.${stage}.blocks.${block}.norm1.weight`)
  const windows = depths.map((_, stage) => (squareSide(side(table(stage), 0)) + 1) / 2)
  const [window] = windows as [number]
  const least = windows.reduce((least, window, stage) => leastCommonMultiple(least, patch * 2 ** stage * window), 1)
  const value = least * Math.ceil(LEAST_USUAL_SIZE / least)
  return {
    title: `${titleOf(embed_dim, depths)}, as ${SOURCES[names]}`,
    architecture: {
      name: 'swin',
      embed_dim,
      depths,
      heads: depths.map((_, stage) => side(table(stage), 1)),
      window: windows.every((each) => each === window) ? window : windows,
      patch,
      mlp_ratio: side('layers.0.blocks.0.mlp.fc1.weight', 0) / embed_dim,
      activation: 'gelu',
      channels,
      names,
    },
    classes: side('head.fc.weight', 0),
    channels,
    size: {
      value,
      basis: 'assumed',
      source: `It is the smallest of ${LEAST_USUAL_SIZE} pixels or more that windows of ${windows.join(', ')} tokens cover in all stages.`,
    },
    openSettings: [],
  }
}

/** The size of CIFAR's images, the smallest that Swins are trained on. */
const LEAST_USUAL_SIZE = 32

const table = (stage: number): string => `layers.${stage}.blocks.0.attn.relative_position_bias_table`

function leastCommonMultiple(a: number, b: number): number {
  const divisor = (a: number, b: number): number => (b > 0 ? divisor(b, a % b) : a)
  return (a / divisor(a, b)) * b
}

const SIZES: Readonly<Record<string, string>> = {
  '96 2,2,6,2': 'T',
  '96 2,2,18,2': 'S',
  '128 2,2,18,2': 'B',
  '192 2,2,18,2': 'L',
}

function titleOf(width: number, depths: readonly number[]): string {
  const size = SIZES[`${width} ${depths}`]
  return size === undefined ? `Swin Transformer of ${countOf(width, 'channel')}` : `Swin-${size}`
}
