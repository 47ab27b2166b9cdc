import { parseWithFieldNames } from '../../checkpoints/parseWithFieldNames'
import { checkChannels } from '../checkChannels'
import { addShapes, denseShapes, layerNormShapes } from '../parameterShapes'
import { spelledShapes } from '../spelling'
import type { ArchitectureDescription } from '../types'
import { recogniseSwin } from './recognise'
import {
  checkSide,
  hiddenWidth,
  type StagePlace,
  SWIN_SPELLINGS,
  type SwinSettings,
  stagePlaces,
  swinSettings,
} from './settings'

/** Swin Transformer (Liu et al. 2021). */
export const swinDescription: ArchitectureDescription<SwinSettings> = {
  name: 'swin',

  parseSettings: (field) => parseWithFieldNames(swinSettings, field, 'manifest', { prefix: 'architecture' }),

  checkInput(settings, height, width, channels) {
    checkChannels(settings.channels, channels)
    for (const side of [height, width]) checkSide(settings, side)
  },

  recognise: recogniseSwin,

  parameterShapes(settings, classes) {
    const { embed_dim, patch } = settings
    const shapes = new Map<string, readonly number[]>()
    const addDense = (name: string, inFeatures: number, outFeatures: number) =>
      addShapes(shapes, denseShapes(name, inFeatures, outFeatures))
    const addNorm = (name: string, width: number) => addShapes(shapes, layerNormShapes(name, width))
    shapes
      .set('patch_embed.proj.weight', [embed_dim, settings.channels, patch, patch])
      .set('patch_embed.proj.bias', [embed_dim])
    addNorm('patch_embed.norm', embed_dim)
    const places = stagePlaces(settings)
    for (const [stage, { name, width, depth, heads, window }] of places.entries()) {
      if (stage > 0) {
        addNorm(`${name}.downsample.norm`, 2 * width)
        shapes.set(`${name}.downsample.reduction.weight`, [width, 2 * width])
      }
      for (let index = 0; index < depth; index++) {
        const block = `${name}.blocks.${index}`
        addNorm(`${block}.norm1`, width)
        addDense(`${block}.attn.qkv`, width, 3 * width)
        shapes.set(`${block}.attn.relative_position_bias_table`, [(2 * window - 1) ** 2, heads])
        addDense(`${block}.attn.proj`, width, width)
        addNorm(`${block}.norm2`, width)
        addDense(`${block}.mlp.fc1`, width, hiddenWidth(settings, width))
        addDense(`${block}.mlp.fc2`, hiddenWidth(settings, width), width)
      }
    }
    const { width } = places.at(-1) as StagePlace
    addNorm('norm', width)
    addDense('head.fc', width, classes)
    return spelledShapes(shapes, SWIN_SPELLINGS[settings.names])
  },
}
