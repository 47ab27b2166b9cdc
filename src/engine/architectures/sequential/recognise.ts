import { countOf } from '../../../countOf'
import type { OpenSetting, Recognised } from '../recognised'
import { openActivation, squareSide } from '../recognition'
import type { ParameterShapes } from '../types'
import { guessGeometry } from './guessGeometry'
import { type NamedLayer, readModules } from './readModules'
import type { SequentialLayer } from './settings'

/** Image sizes by number of channels, the likeliest first. */
const SIDES: Readonly<Record<number, readonly number[]>> = { 1: [28, 32], 3: [32, 224, 64, 96] }

/** The number of geometries offered to choose from. */
const MOST_GUESSES = 12

export function recogniseSequential(shapes: ParameterShapes): Recognised | null {
  const modules = readModules(shapes)
  if (modules === null) return null
  const firstDense = modules.findIndex(({ layer }) => layer.type === 'dense')
  const [features, head] = [modules.slice(0, firstDense), modules.slice(firstDense)]
  const dense = head[0]?.layer
  const last = head.at(-1)?.layer
  if (dense?.type !== 'dense' || last?.type !== 'dense') return null
  if (head.some(({ layer }) => layer.type === 'convolution')) return null

  const convolutions = convolutionsOf(features)
  const first = convolutions[0]?.layer
  if (features.length > 0 && features[0]?.layer !== first) return null
  const channels = first?.type === 'convolution' ? first.into : channelsOfPixels(dense.into)
  if (channels !== 1 && channels !== 3) return null

  const guesses = guessGeometry({
    convolutions,
    features: dense.into,
    sides: SIDES[channels] as readonly number[],
    channels,
  })
  const [best] = guesses
  if (best === undefined) return null
  const layers = [
    ...features.flatMap((module, i) => withActivation(module, i === features.length - 1 ? 'end' : 'within')),
    { type: best.isMean ? 'mean' : 'flatten' } as const,
    ...head.flatMap((module, i) => withActivation(module, i === head.length - 1 ? 'last' : 'within')),
  ]
  const geometries = guesses.filter(({ side, isMean }) => side === best.side && isMean === best.isMean)
  return {
    title: titleOf(convolutions.length, head),
    architecture: { name: 'sequential', activation: 'relu', layers, geometry: best.text },
    classes: last.out,
    channels,
    size: { value: best.side, basis: 'assumed', source: best.source },
    openSettings: [
      openActivation('relu', 'Plain sequences have ReLU unless their authors changed it.'),
      ...openGeometry(geometries.slice(0, MOST_GUESSES).map(({ text }) => text)),
    ],
  }
}

/** With the gap before the next layer, which a batch norm between them narrows. */
const convolutionsOf = (features: readonly NamedLayer[]): NamedLayer[] =>
  features.flatMap(({ layer }, i) => {
    if (layer.type !== 'convolution') return []
    const next = features.findIndex((module, j) => j > i && module.layer.type === 'convolution')
    return [{ layer, gap: features.at(next < 0 ? -1 : next - 1)?.gap ?? null }]
  })

function titleOf(convolutions: number, head: readonly NamedLayer[]): string {
  const dense = countOf(head.filter(({ layer }) => layer.type === 'dense').length, 'dense layer')
  return `A sequence of ${convolutions === 0 ? dense : `${countOf(convolutions, 'convolution')} and ${dense}`}`
}

/** Without a convolution the first dense layer takes all pixels. */
const channelsOfPixels = (features: number): number => (Number.isNaN(squareSide(features)) ? 3 : 1)

function openGeometry(texts: readonly string[]): OpenSetting[] {
  const [first, ...rest] = texts
  if (first === undefined || rest.length === 0) return []
  const source = 'Shapes do not tell strides and paddings; of those by which the sizes fit, these are the usual ones.'
  return [{ field: 'geometry', label: 'Strides and paddings', values: [first, ...rest], source }]
}

/** A layer and the activation after it, which is not visible after the last feature layer or the last layer. */
function withActivation({ layer, gap }: NamedLayer, place: 'within' | 'end' | 'last'): SequentialLayer[] {
  if (place === 'last') return [layer]
  // Between features and head one more module flattens the features.
  const isActivated = gap === null || gap > (place === 'end' ? 1 : 0)
  return isActivated ? [layer, { type: 'activation' }] : [layer]
}
