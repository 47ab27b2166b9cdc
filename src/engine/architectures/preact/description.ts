import { parseWithFieldNames } from '../../checkpoints/parseWithFieldNames'
import { checkChannels } from '../checkChannels'
import { addShapes, batchNormShapes, denseShapes } from '../parameterShapes'
import { spelledShapes } from '../spelling'
import type { ArchitectureDescription } from '../types'
import { recognisePreAct } from './recognise'
import { PREACT_SPELLINGS, type PreActSettings, preActSettings } from './settings'

/** PreActResNet (He et al. 2016, "Identity mappings") and WideResNet (Zagoruyko and Komodakis 2016). */
export const preActDescription: ArchitectureDescription<PreActSettings> = {
  name: 'preact-resnet',

  parseSettings: (field) => parseWithFieldNames(preActSettings, field, 'manifest', { prefix: 'architecture' }),

  checkInput: (settings, _height, _width, channels) => checkChannels(settings.channels, channels),

  recognise: recognisePreAct,

  parameterShapes(settings, classes) {
    const shapes = new Map<string, readonly number[]>([
      ['conv1.weight', [settings.stem_width, settings.channels, 3, 3]],
    ])
    for (const { layers, shortcut } of preActBlocks(settings)) {
      for (const { norm, name, shape } of layers) {
        addShapes(shapes, batchNormShapes(norm, shape[1]))
        shapes.set(`${name}.weight`, shape)
      }
      if (shortcut !== null) shapes.set(`${shortcut.name}.weight`, shortcut.shape)
    }
    const features = featureCount(settings)
    if (settings.final_norm) addShapes(shapes, batchNormShapes('bn', features))
    addShapes(shapes, denseShapes('linear', features, classes, settings.head_bias))
    return spelledShapes(shapes, PREACT_SPELLINGS[settings.names])
  },
}

export interface PreActLayer {
  /** The batch norm before the convolution. */
  readonly norm: string
  readonly name: string
  readonly shape: readonly [outChannels: number, inChannels: number, height: number, width: number]
  readonly stride: number
}

export interface PreActBlock {
  readonly layers: readonly PreActLayer[]
  /** null for an identity shortcut. */
  readonly shortcut: Omit<PreActLayer, 'norm'> | null
}

const expansionOf = ({ block }: PreActSettings): number => (block === 'basic' ? 1 : 4)

const featureCount = (settings: PreActSettings): number => (settings.widths.at(-1) as number) * expansionOf(settings)

export function* preActBlocks(settings: PreActSettings): Generator<PreActBlock> {
  let inChannels = settings.stem_width
  for (const [stage, width] of settings.widths.entries()) {
    for (let index = 0; index < (settings.depths[stage] as number); index++) {
      const stride = stage > 0 && index === 0 ? 2 : 1
      const name = `layer${stage + 1}.${index}`
      const outChannels = width * expansionOf(settings)
      const side = settings.shortcut_side
      yield {
        layers: blockLayers(settings, name, inChannels, width, stride),
        shortcut:
          stride === 1 && inChannels === outChannels
            ? null
            : { name: `${name}.shortcut.0`, shape: [outChannels, inChannels, side, side], stride },
      }
      inChannels = outChannels
    }
  }
}

function blockLayers(
  settings: PreActSettings,
  block: string,
  inChannels: number,
  width: number,
  stride: number,
): PreActLayer[] {
  const shapes: readonly (readonly [outChannels: number, inChannels: number, side: number, stride: number])[] =
    settings.block === 'basic'
      ? [
          [width, inChannels, 3, stride],
          [width, width, 3, 1],
        ]
      : [
          [width, inChannels, 1, 1],
          [width, width, 3, stride],
          [width * expansionOf(settings), width, 1, 1],
        ]
  return shapes.map(([outChannels, from, side, by], i) => ({
    norm: `${block}.bn${i + 1}`,
    name: `${block}.conv${i + 1}`,
    shape: [outChannels, from, side, side],
    stride: by,
  }))
}
