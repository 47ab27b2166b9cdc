/** @file Whether the layers of a model can be put together, which tfjs tries forever where they cannot. */
import { quoteValue } from '../../../quote'
import { isModel, isSequential, layerName, type ModelJson } from './types'

/** Throws one sentence that names the layer. */
export function checkWiring(model: ModelJson): void {
  const { layers, input_layers: inputs = [], output_layers: outputs = [] } = model.config
  for (const layer of layers) if (isModel(layer)) checkWiring(layer)
  const names = new Set(layers.map(layerName))
  if (names.size !== layers.length) {
    throw new Error('Of the model.json’s layers two have the same name; give each its own and save the model again.')
  }
  if (isSequential(model)) return
  // A model has one use from the start, that of its own inputs.
  const uses = new Map(layers.map((layer) => [layerName(layer), isModel(layer) || isInput(layer.class_name) ? 1 : 0]))
  let waiting = layers.flatMap((layer) => (layer.inbound_nodes ?? []).map((node) => ({ name: layerName(layer), node })))
  for (let before = -1; waiting.length !== before; ) {
    before = waiting.length
    waiting = waiting.filter(({ name, node }) => {
      if (node.some(([from, use]) => (uses.get(from) ?? 0) <= use)) return true
      if (node.length > 0) uses.set(name, (uses.get(name) ?? 0) + 1)
      return false
    })
  }
  const ends = [...inputs, ...outputs].find(([from, use]) => (uses.get(from) ?? 0) <= use)
  const stuck = waiting[0]?.name ?? ends?.[0]
  if (stuck === undefined && inputs.length > 0 && outputs.length > 0) return
  throw new Error(
    `The model.json's layer ${quoteValue(stuck ?? 'output_layers')} takes what no layer before it gives; save the model again.`,
  )
}

const isInput = (kind: string): boolean => kind === 'InputLayer'
