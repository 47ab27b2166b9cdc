import { countOf } from '../../../countOf'
import { parseWithFieldNames } from '../../checkpoints/parseWithFieldNames'
import { checkChannels } from '../checkChannels'
import { addShapes, denseShapes, layerNormShapes } from '../parameterShapes'
import { spelledShapes } from '../spelling'
import type { ArchitectureDescription } from '../types'
import { recogniseVit } from './recognise'
import { prefixTokens, VIT_SPELLINGS, type VitSettings, vitSettings } from './settings'

/** Vision Transformer (Dosovitskiy et al. 2021), DeiT and DeiT III (Touvron et al. 2021 and 2022). */
export const vitDescription: ArchitectureDescription<VitSettings> = {
  name: 'vit',

  parseSettings: (field) => parseWithFieldNames(vitSettings, field, 'manifest', { prefix: 'architecture' }),

  checkInput({ grid, patch, channels: wanted }, height, width, channels) {
    checkChannels(wanted, channels)
    for (const side of [height, width]) {
      if (side === grid * patch) continue
      throw new Error(
        `The manifest's field "architecture.grid" is ${grid}, for images of ${countOf(grid * patch, 'pixel')} a side, where the input has ${side}; correct it or export the model again.`,
      )
    }
  },

  recognise: recogniseVit,

  parameterShapes(settings, classes) {
    const { embed_dim: width, depth, patch, grid, tokens, registers, pool, mlp_width } = settings
    const shapes = new Map<string, readonly number[]>()
    if (tokens !== 'none') shapes.set('cls_token', [1, 1, width])
    if (registers > 0) shapes.set('reg_token', [1, registers, width])
    if (tokens === 'class-and-distillation') shapes.set('dist_token', [1, 1, width])
    shapes.set('pos_embed', [1, grid ** 2 + (settings.positions_of_all ? prefixTokens(settings) : 0), width])
    shapes.set('patch_embed.proj.weight', [width, settings.channels, patch, patch])
    if (settings.pre_norm) addShapes(shapes, layerNormShapes('norm_pre', width))
    else shapes.set('patch_embed.proj.bias', [width])
    for (let index = 0; index < depth; index++) {
      const block = `blocks.${index}`
      addShapes(shapes, layerNormShapes(`${block}.norm1`, width))
      addShapes(shapes, denseShapes(`${block}.attn.qkv`, width, 3 * width, settings.qkv_bias))
      for (const part of settings.qk_norm ? ['q_norm', 'k_norm'] : []) {
        addShapes(shapes, layerNormShapes(`${block}.attn.${part}`, width / settings.heads))
      }
      addShapes(shapes, denseShapes(`${block}.attn.proj`, width, width))
      if (settings.layer_scale) shapes.set(`${block}.ls1.gamma`, [width])
      addShapes(shapes, layerNormShapes(`${block}.norm2`, width))
      addShapes(shapes, denseShapes(`${block}.mlp.fc1`, width, mlp_width))
      addShapes(shapes, denseShapes(`${block}.mlp.fc2`, mlp_width, width))
      if (settings.layer_scale) shapes.set(`${block}.ls2.gamma`, [width])
    }
    addShapes(shapes, layerNormShapes(pool === 'mean-then-norm' ? 'fc_norm' : 'norm', width))
    addShapes(shapes, denseShapes('head', width, classes))
    if (tokens === 'class-and-distillation') addShapes(shapes, denseShapes('head_dist', width, classes))
    return spelledShapes(shapes, VIT_SPELLINGS[settings.names])
  },
}
