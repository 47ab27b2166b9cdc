import { parseWithFieldNames } from '../../checkpoints/parseWithFieldNames'
import { checkChannels } from '../checkChannels'
import { addShapes, batchNormShapes, denseShapes } from '../parameterShapes'
import type { ArchitectureDescription } from '../types'
import { recogniseSequential } from './recognise'
import { readGeometry, type SequentialSettings, sequentialSettings } from './settings'

/** A plain torch.nn.Sequential, or several one after the other. */
export const sequentialDescription: ArchitectureDescription<SequentialSettings> = {
  name: 'sequential',

  parseSettings: (field) => parseWithFieldNames(sequentialSettings, field, 'manifest', { prefix: 'architecture' }),

  checkInput(settings, height, width, given) {
    checkChannels(imageChannels(settings), given)
    const expected = flattenedFeatures(settings)
    if (expected === null) return
    const { channels, sides } = lastFeatures(settings, [height, width])
    const found = channels * (sides[0] as number) * (sides[1] as number)
    if (sides.every((side) => side >= 1) && found === expected) return
    throw new Error(
      `The manifest's field "architecture.geometry" is "${settings.geometry}", by which images of ${width} × ${height} pixels end as ${channels} × ${sides.join(' × ')} where the first dense layer takes ${expected.toLocaleString('en')}; correct it or export the model again.`,
    )
  },

  recognise: recogniseSequential,

  parameterShapes({ layers }, classes) {
    const shapes = new Map<string, readonly number[]>()
    for (const [index, layer] of layers.entries()) {
      if (layer.type === 'batch-norm') addShapes(shapes, batchNormShapes(layer.name, layer.width))
      if (layer.type === 'dense') {
        // The last layer must have as many outputs as the manifest has classes.
        const out = index === layers.length - 1 ? classes : layer.out
        addShapes(shapes, denseShapes(layer.name, layer.into, out, layer.bias))
      }
      if (layer.type === 'convolution') {
        shapes.set(`${layer.name}.weight`, [layer.out, layer.into, layer.side, layer.side])
        if (layer.bias) shapes.set(`${layer.name}.bias`, [layer.out])
      }
    }
    return shapes
  },
}

/** The number of inputs of the first dense layer after flattening; null if nothing is flattened. */
function flattenedFeatures({ layers }: SequentialSettings): number | null {
  const at = layers.findIndex(({ type }) => type === 'flatten')
  if (at < 0) return null
  const next = layers.slice(at).find((layer) => layer.type === 'dense')
  return next?.type === 'dense' ? next.into : null
}

/** The features after the last convolution and pool, for an image of this size. */
function lastFeatures(settings: SequentialSettings, image: readonly number[]) {
  const steps = readGeometry(settings.geometry) ?? []
  const sides = image.map((side) =>
    steps.reduce((now, { side: filter, stride, padding, pool }) => {
      const after = Math.floor((now + 2 * padding - filter) / stride) + 1
      return pool === null ? after : Math.floor(after / pool)
    }, side),
  )
  const last = settings.layers.findLast((layer) => layer.type === 'convolution')
  return { channels: last?.type === 'convolution' ? last.out : imageChannels(settings), sides }
}

/** Channels of the input images: 3 for colour, 1 for grey. */
export function imageChannels({ layers }: SequentialSettings): number {
  const first = layers.find((layer) => layer.type === 'convolution')
  if (first?.type === 'convolution') return first.into
  const dense = layers.find((layer) => layer.type === 'dense')
  // Without convolutions, the features are all pixels of a square image.
  return dense?.type === 'dense' && Number.isInteger(Math.sqrt(dense.into)) ? 1 : 3
}
