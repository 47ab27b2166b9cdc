/** @file Whether the layers of a model can be put together, which tfjs tries forever where they cannot. */
import { quoteValue } from '../../../quote'
import { isModel, isSequential, type LayerJson, layerName, type ModelJson } from './types'

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
  const calls = layers.flatMap((layer) => (layer.inbound_nodes ?? []).map((node) => ({ name: layerName(layer), node })))
  const waiting = followCalls(calls, uses)
  const ends = [...inputs, ...outputs].find(([from, use]) => (uses.get(from) ?? 0) <= use)
  const stuck = waiting?.name ?? ends?.[0]
  if (stuck === undefined && inputs.length > 0 && outputs.length > 0) return
  throw new Error(
    `The model.json's layer ${quoteValue(stuck ?? 'output_layers')} takes what no layer before it gives; save the model again.`,
  )
}

/** A use of a layer, and what it takes. */
interface Call {
  readonly name: string
  readonly node: NonNullable<LayerJson['inbound_nodes']>[number]
}

/**
 * Counts the uses of every layer, and returns the first call that takes what is never given. Each call is looked at
 * again only when that is given for which it waits, as layers may stand in any order.
 */
function followCalls(calls: readonly Call[], uses: Map<string, number>): Call | undefined {
  /** By a layer and the number of a use. */
  const waiting = new Map<string, Call[]>()
  const left = new Set(calls)
  const ready = calls.toReversed()
  for (let call = ready.pop(); call !== undefined; call = ready.pop()) {
    const { name, node } = call
    const missing = node.find(([from, use]) => (uses.get(from) ?? 0) <= use)
    if (missing !== undefined) {
      const key = keyOf(missing[0], missing[1])
      const others = waiting.get(key)
      if (others === undefined) waiting.set(key, [call])
      else others.push(call)
      continue
    }
    left.delete(call)
    if (node.length === 0) continue
    const use = uses.get(name) ?? 0
    uses.set(name, use + 1)
    for (const other of waiting.get(keyOf(name, use)) ?? []) ready.push(other)
    waiting.delete(keyOf(name, use))
  }
  const [first] = left
  return first
}

const keyOf = (layer: string, use: number) => `${use} ${layer}`

const isInput = (kind: string): boolean => kind === 'InputLayer'
