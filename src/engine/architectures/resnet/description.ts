import { parseWithFieldNames } from '../../checkpoints/parseWithFieldNames'
import { checkChannels } from '../checkChannels'
import { addShapes, batchNormShapes, denseShapes } from '../parameterShapes'
import { spelledShapes } from '../spelling'
import type { ArchitectureDescription } from '../types'
import { blockPlaces, convolutionPlaces, featuresOf, STEMS, stemPlaces } from './places'
import { recogniseResNet } from './recognise'
import { RESNET_SPELLINGS, type ResNetSettings, resnetSettings } from './settings'

/** ResNet (He et al. 2016), ResNeXt (Xie et al. 2017) and Wide ResNet (Zagoruyko and Komodakis 2016) of bottlenecks. */
export const resnetDescription: ArchitectureDescription<ResNetSettings> = {
  name: 'resnet',

  parseSettings: (field) => parseWithFieldNames(resnetSettings, field, 'manifest', { prefix: 'architecture' }),

  checkInput(settings, height, width, channels) {
    checkChannels(settings.channels, channels)
    const { hidden } = settings
    if (hidden === undefined) return
    const sides = [height, width].map((side) => lastSide(settings, side))
    if (sides.every((side) => side === hidden.side)) return
    throw new Error(
      `The manifest's field "architecture.hidden.side" is ${hidden.side}, but images of ${width} × ${height} pixels end as ${sides.reverse().join(' × ')}; correct it or export the model again.`,
    )
  },

  recognise: recogniseResNet,

  parameterShapes(settings, classes) {
    const shapes = new Map<string, readonly number[]>()
    for (const { name, norm, shape } of convolutionPlaces(settings)) {
      shapes.set(`${name}.weight`, shape)
      addShapes(shapes, norm === null ? [[`${name}.bias`, [shape[0]]]] : batchNormShapes(norm, shape[0]))
    }
    const features = featuresOf(settings)
    const { hidden } = settings
    if (hidden === undefined) addShapes(shapes, denseShapes('fc', features, classes))
    else {
      addShapes(shapes, denseShapes('linear1', features * hidden.side ** 2, hidden.width))
      addShapes(shapes, denseShapes('linear2', hidden.width, classes))
    }
    return spelledShapes(shapes, RESNET_SPELLINGS[settings.names])
  },
}

/** The size of the last features for an image of that size in pixels. */
export function lastSide(settings: ResNetSettings, side: number): number {
  const after = (before: number, filter: number, stride: number, padding: number) =>
    Math.floor((before + 2 * padding - filter) / stride) + 1
  let now = side
  for (const { shape, stride, padding } of stemPlaces(settings)) now = after(now, shape[2], stride, padding)
  if (STEMS[settings.stem].maxPool) now = after(now, 3, 2, 1)
  for (const { convolutions } of blockPlaces(settings)) {
    for (const { shape, stride, padding } of convolutions) now = after(now, shape[2], stride, padding)
  }
  return now
}
