import type { Recognised } from '../recognised'
import { channelsTaken, countBlocks, seenShapes } from '../recognition'
import type { ParameterShapes } from '../types'
import { CONVNEXT_SPELLINGS, type ConvNextSettings } from './settings'

type Names = ConvNextSettings['names']

const SOURCES: Readonly<Record<Names, string>> = {
  timm: 'timm names it',
  authors: 'its authors name it',
  torchvision: 'torchvision names it',
}

const FIRST = 'stages.0.blocks.0'

export function recogniseConvNext(shapes: ParameterShapes): Recognised | null {
  const names = (Object.keys(SOURCES) as Names[]).find((names) => {
    const { has } = seenShapes(shapes, CONVNEXT_SPELLINGS[names])
    return has('stem.0.weight') && has(`${FIRST}.conv_dw.weight`) && has('head.fc.weight')
  })
  if (names === undefined) return null
  const seen = seenShapes(shapes, CONVNEXT_SPELLINGS[names])
  const { has, side } = seen
  const { depths } = countBlocks(seen, (stage, block) => `stages.${stage}.blocks.${block}.conv_dw.weight`)
  const widths = depths.map((_, stage) => side(`stages.${stage}.blocks.0.conv_dw.weight`, 0))
  const channels = channelsTaken(seen, 'stem.0.weight')
  const response_norm = has(`${FIRST}.mlp.grn.weight`)
  return {
    title: `${titleOf(widths, depths, response_norm)}, as ${SOURCES[names]}`,
    architecture: {
      name: 'convnext',
      widths,
      depths,
      patch: side('stem.0.weight', 2),
      kernel: side(`${FIRST}.conv_dw.weight`, 2),
      mlp_ratio: side(`${FIRST}.mlp.fc1.weight`, 0) / (widths[0] as number),
      activation: 'gelu',
      layer_scale: has(`${FIRST}.gamma`),
      response_norm,
      head_norm: shapes.has('norm_pre.weight') ? 'before-mean' : 'after-mean',
      mlp: seen.rank(`${FIRST}.mlp.fc1.weight`) === 4 ? 'convolution' : 'dense',
      channels,
      names,
    },
    classes: side('head.fc.weight', 0),
    channels,
    size: { value: 224, basis: 'assumed', source: 'ConvNeXts are for ImageNet; they take other sizes too.' },
    openSettings: [],
  }
}

const SIZES: Readonly<Record<string, string>> = {
  '40 2,2,6,2': 'A',
  '48 2,2,6,2': 'F',
  '64 2,2,6,2': 'P',
  '80 2,2,8,2': 'N',
  '96 3,3,9,3': 'T',
  '96 3,3,27,3': 'S',
  '128 3,3,27,3': 'B',
  '192 3,3,27,3': 'L',
  '256 3,3,27,3': 'XL',
}

function titleOf(widths: readonly number[], depths: readonly number[], isSecond: boolean): string {
  const kind = isSecond ? 'ConvNeXt V2' : 'ConvNeXt'
  const size = SIZES[`${widths[0]} ${depths}`]
  return size === undefined ? `${kind} of widths ${widths.join(', ')}` : `${kind}-${size}`
}
