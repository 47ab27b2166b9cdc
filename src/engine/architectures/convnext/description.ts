import { countOf } from '../../../countOf'
import { parseWithFieldNames } from '../../checkpoints/parseWithFieldNames'
import { checkChannels } from '../checkChannels'
import { addShapes, denseShapes, layerNormShapes } from '../parameterShapes'
import { spelledShapes } from '../spelling'
import type { ArchitectureDescription } from '../types'
import { recogniseConvNext } from './recognise'
import { CONVNEXT_SPELLINGS, type ConvNextSettings, convNextSettings } from './settings'

/** ConvNeXt (Liu et al. 2022) and ConvNeXt V2 (Woo et al. 2023). */
export const convNextDescription: ArchitectureDescription<ConvNextSettings> = {
  name: 'convnext',

  parseSettings: (field) => parseWithFieldNames(convNextSettings, field, 'manifest', { prefix: 'architecture' }),

  checkInput({ patch, widths, channels: wanted }, height, width, channels) {
    checkChannels(wanted, channels)
    const side = patch * 2 ** (widths.length - 1)
    for (const given of [height, width]) {
      if (given % side === 0) continue
      throw new Error(
        `The manifest's field "architecture.patch" is ${patch}, so that the input's side must be divisible by ${side}, which ${countOf(given, 'pixel')} are not; correct it or export the model again.`,
      )
    }
  },

  recognise: recogniseConvNext,

  parameterShapes(settings, classes) {
    const { widths, depths, patch, kernel, mlp_ratio, names } = settings
    const shapes = new Map<string, readonly number[]>()
    const addConvolution = (name: string, shape: readonly [number, number, number, number]) =>
      shapes.set(`${name}.weight`, shape).set(`${name}.bias`, [shape[0]])
    const addMlpLayer = (name: string, inFeatures: number, outFeatures: number) => {
      if (settings.mlp === 'convolution') addConvolution(name, [outFeatures, inFeatures, 1, 1])
      else addShapes(shapes, denseShapes(name, inFeatures, outFeatures))
    }
    const [first, last] = [widths[0] as number, widths.at(-1) as number]
    addConvolution('stem.0', [first, settings.channels, patch, patch])
    addShapes(shapes, layerNormShapes('stem.1', first))
    for (const [stage, width] of widths.entries()) {
      if (stage > 0) {
        const inChannels = widths[stage - 1] as number
        addShapes(shapes, layerNormShapes(`stages.${stage}.downsample.0`, inChannels))
        addConvolution(`stages.${stage}.downsample.1`, [width, inChannels, 2, 2])
      }
      for (let index = 0; index < (depths[stage] as number); index++) {
        const [block, hidden] = [`stages.${stage}.blocks.${index}`, width * mlp_ratio]
        if (settings.layer_scale) shapes.set(`${block}.gamma`, names === 'torchvision' ? [width, 1, 1] : [width])
        addConvolution(`${block}.conv_dw`, [width, 1, kernel, kernel])
        addShapes(shapes, layerNormShapes(`${block}.norm`, width))
        addMlpLayer(`${block}.mlp.fc1`, width, hidden)
        if (settings.response_norm) {
          const shape = names === 'authors' ? [1, 1, 1, hidden] : [hidden]
          shapes.set(`${block}.mlp.grn.weight`, shape).set(`${block}.mlp.grn.bias`, shape)
        }
        addMlpLayer(`${block}.mlp.fc2`, hidden, width)
      }
    }
    addShapes(shapes, layerNormShapes(settings.head_norm === 'before-mean' ? 'norm_pre' : 'head.norm', last))
    addShapes(shapes, denseShapes('head.fc', last, classes))
    return spelledShapes(shapes, CONVNEXT_SPELLINGS[names])
  },
}
