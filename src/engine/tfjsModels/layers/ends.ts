/** @file Where a model of layers begins and ends: the images that it takes, and what makes its outputs. */
import type { JsonObject } from '../file/types'
import { isModel, isSequential, type LayerJson, layerName, type ModelJson } from './types'

/** [batch, height, width, channels] of the images; null where the file does not say. */
export function inputShape(model: ModelJson): readonly (number | null)[] | null {
  const first = isSequential(model) ? model.config.layers[0] : layerCalled(model, model.config.input_layers?.[0]?.[0])
  if (first === undefined) return null
  const { batch_input_shape: own, input_shape: ofOne } = first.config
  if (isShape(own)) return own
  if (isShape(ofOne)) return [null, ...ofOne]
  return isModel(first) ? inputShape(first) : null
}

const isShape = (value: unknown): value is (number | null)[] =>
  Array.isArray(value) && value.every((length) => length === null || Number.isInteger(length))

const layerCalled = ({ config }: ModelJson, name: string | undefined): LayerJson | undefined =>
  config.layers.find((layer) => layerName(layer) === name)

/** Layers from the images on that one after the other take all of them, through models within. */
export function firstLayers(model: ModelJson, most = 8): LayerJson[] {
  const found: LayerJson[] = []
  let at = isSequential(model) ? model.config.layers[0] : layerCalled(model, model.config.input_layers?.[0]?.[0])
  while (at !== undefined && found.length < most) {
    if (isModel(at)) return [...found, ...firstLayers(at, most - found.length)]
    found.push(at)
    at = following(model, at)
  }
  return found
}

/** The one layer that takes what `layer` gives; undefined where there are several. */
function following(model: ModelJson, layer: LayerJson): LayerJson | undefined {
  const { layers } = model.config
  if (isSequential(model)) return layers[layers.indexOf(layer) + 1]
  const name = layerName(layer)
  const takers = layers.filter(({ inbound_nodes: nodes }) => nodes?.flat().some(([from]) => from === name))
  return takers.length === 1 ? takers[0] : undefined
}

/** Layers that hand on as many values for each image as they are given. */
const HANDS_ON: ReadonlySet<string> = new Set([
  'Activation',
  'AlphaDropout',
  'BatchNormalization',
  'Dropout',
  'ELU',
  'Flatten',
  'GaussianDropout',
  'GaussianNoise',
  'GlobalAveragePooling2D',
  'GlobalMaxPooling2D',
  'LayerNormalization',
  'LeakyReLU',
  'ReLU',
  'Reshape',
  'Softmax',
])

/** Of the layer that gives the outputs, "units" or "filters"; null where it is not known without computing. */
export function outputCount(model: ModelJson): number | null {
  for (const layer of fromTheEnd(model)) {
    if (isModel(layer)) return outputCount(layer)
    const { units, filters } = layer.config
    const count = units ?? filters
    if (typeof count === 'number') return count
    if (!HANDS_ON.has(layer.class_name)) return null
  }
  return null
}

/** The layer that gives the outputs, and before it the one from which each takes its first input. */
function* fromTheEnd(model: ModelJson): Generator<LayerJson> {
  const { layers, output_layers: outputs } = model.config
  if (isSequential(model)) {
    yield* layers.toReversed()
    return
  }
  // Not looked for among all layers in each step, of which there may be as many as layers.
  const byName = new Map(layers.map((layer) => [layerName(layer), layer]))
  let at = byName.get(outputs?.[0]?.[0] ?? '')
  for (let steps = 0; at !== undefined && steps < layers.length; steps++) {
    yield at
    at = byName.get(at.inbound_nodes?.[0]?.[0]?.[0] ?? '')
  }
}

/** What turns logits into probabilities at the end of a model. */
const SQUASHING: ReadonlySet<unknown> = new Set(['softmax', 'sigmoid'])

/** The model without a softmax or sigmoid at its end, and for people where that was; null where there is none. */
export function withoutLastSoftmax(model: ModelJson): { model: ModelJson; softmax: string | null } {
  const { layers, output_layers: outputs } = model.config
  const last = isSequential(model) ? layers.at(-1) : layerCalled(model, outputs?.[0]?.[0])
  if (last === undefined) return { model, softmax: null }
  const { layer, softmax } = withoutSquashing(last)
  if (softmax === null) return { model, softmax }
  const changed = layers.map((each) => (each === last ? layer : each))
  return { model: { ...model, config: { ...model.config, layers: changed } }, softmax }
}

function withoutSquashing(layer: LayerJson): { layer: LayerJson; softmax: string | null } {
  if (isModel(layer)) {
    const inner = withoutLastSoftmax(layer)
    return { layer: inner.model, softmax: inner.softmax }
  }
  const { class_name: kind, config } = layer
  const linear = { ...config, activation: 'linear' }
  if (kind === 'Softmax') {
    const alone: JsonObject = { name: config.name, activation: 'linear' }
    return { layer: { ...layer, class_name: 'Activation', config: alone }, softmax: `softmax “${layerName(layer)}”` }
  }
  if (!SQUASHING.has(config.activation)) return { layer, softmax: null }
  return {
    layer: { ...layer, config: linear },
    softmax: `${String(config.activation)} of the layer “${layerName(layer)}”`,
  }
}
