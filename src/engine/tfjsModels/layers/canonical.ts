/**
 * @file The layers of a model.json as tfjs-layers reads them. Keras 3 writes some fields in another way than tfjs, which
 * is of Keras 2's time, and both have layers for training alone.
 */

import { z } from 'zod'
import { parsedOrNull } from '../../../boundedParse'
import { countOf } from '../../../countOf'
import { quoteValue } from '../../../quote'
import { parseWithFieldNames } from '../../checkpoints/parseWithFieldNames'
import type { JsonObject } from '../file/types'
import { MAX_TFJS_DEPTH, MAX_TFJS_LAYERS } from '../limits'
import { activationForTfjs } from './activationNames'
import { checkIgnoredSettings } from './ignoredSettings'
import { LAYER_NAMES, TRAINING_ONLY } from './layerNames'
import { type InboundTensor, isModel, type LayerJson, layerName, type ModelJson } from './types'

const object = z.looseObject({})
const layerSchema = z.object({
  class_name: z.string().max(100),
  name: z.string().max(500).optional(),
  config: z.union([object, z.array(object)]),
  inbound_nodes: z.array(z.unknown()).optional(),
})

/** As they are written; `seen` counts layers over all models. */
interface Reading {
  seen: number
  readonly isKeras3: boolean
}

/**
 * @param topology the field "modelTopology"
 * @throws Error with one sentence that names the layer that is not known, or the field that is wrong
 */
export function canonicalLayers(topology: JsonObject): ModelJson {
  const model = canonical(topology.model_config ?? topology, 0, { seen: 0, isKeras3: isOfKeras3(topology) })
  if (!isModel(model)) {
    throw new Error(
      `The model.json is a ${quoteValue(model.class_name)} where a Sequential or functional model is read; save the model as one of these.`,
    )
  }
  return model
}

function canonical(value: unknown, depth: number, reading: Reading): LayerJson {
  reading.seen++
  if (reading.seen > MAX_TFJS_LAYERS || depth > MAX_TFJS_DEPTH) {
    throw new Error(
      `The model.json has more than ${countOf(MAX_TFJS_LAYERS, 'layer')}, or models more than ${MAX_TFJS_DEPTH} deep in one another; choose a smaller model.`,
    )
  }
  const { class_name, name, config, inbound_nodes } = parseWithFieldNames(layerSchema, value, 'model.json', {
    remedy: 'convert the model again',
    prefix: 'layers',
  })
  const own = { class_name, ...(name !== undefined && { name }) }
  const nodes = inbound_nodes && { inbound_nodes: inbound_nodes.map(inboundOf) }
  const shell = { ...own, config: Array.isArray(config) ? { layers: config } : config }
  if (isModel(shell)) return { ...shell, ...nodes, config: modelConfig(shell, depth, reading) }
  if (TRAINING_ONLY.has(class_name)) return { ...own, ...nodes, ...passThrough(shell.config) }
  if (!LAYER_NAMES.has(class_name)) {
    throw new Error(
      `The layer ${quoteValue(name ?? shell.config.name)} is of the kind ${quoteValue(class_name)}, which is not computed here; export the model to ONNX, or replace that layer.`,
    )
  }
  checkIgnoredSettings(class_name, shell.config)
  return { ...shell, ...nodes, config: layerConfig(class_name, shell.config, reading.isKeras3) }
}

const isOfKeras3 = ({ keras_version: version }: JsonObject): boolean =>
  typeof version === 'string' && Number.parseInt(version, 10) >= 3

function modelConfig({ config }: LayerJson, depth: number, reading: Reading): ModelJson['config'] {
  const layers = parseWithFieldNames(z.array(z.unknown()), config.layers, 'model.json', {
    remedy: 'convert the model again',
    prefix: 'layers',
  }).map((each) => canonical(each, depth + 1, reading))
  const nested = new Set(layers.filter(isModel).map(layerName))
  const shifted = layers.map((layer) =>
    layer.inbound_nodes === undefined
      ? layer
      : { ...layer, inbound_nodes: layer.inbound_nodes.map((node) => node.map((each) => usedAt(each, nested))) },
  )
  const ends = (['input_layers', 'output_layers'] as const).flatMap((key) =>
    config[key] === undefined ? [] : [[key, endsOf(config[key]).map((each) => usedAt(each, nested))] as const],
  )
  const { dtype: _, ...rest } = config
  return { ...rest, ...Object.fromEntries(ends), layers: shifted }
}

const passThrough = ({ name }: JsonObject) => ({ class_name: 'Activation', config: { name, activation: 'linear' } })

/** Fields that Keras 3 renamed or made objects of, and activations by tfjs's names. */
function layerConfig(kind: string, config: JsonObject, isKeras3: boolean): JsonObject {
  const { batch_shape: shape, dtype, activation, negative_slope: slope, ...rest } = config
  return {
    ...rest,
    ...(shape !== undefined && { batch_input_shape: shape }),
    ...(dtype !== undefined && { dtype: 'float32' }),
    ...('activation' in config && { activation: activationForTfjs(activation, config.name, isKeras3) }),
    ...(kind === 'LeakyReLU' && slope !== undefined && { alpha: slope }),
  }
}

/** Of Keras 2 a list of tensors, each a list; of Keras 3 an object of arguments, some of which are tensors. */
function inboundOf(node: unknown): InboundTensor[] {
  if (Array.isArray(node)) return node.map((each) => tensorOf(each))
  const { args } = parsedOrNull(argumentsSchema, node) ?? { args: [] }
  return args.flat().map(ofKeras3)
}

const argumentsSchema = z.object({ args: z.array(z.unknown()) })
const tensorSchema = z.tuple([z.string().max(500), z.number().int().nonnegative(), z.number().int().nonnegative()])
const kerasTensor = z.object({ config: z.object({ keras_history: tensorSchema }) })

/** The mark of a tensor whose use is counted from nought where a model is used, and by tfjs from one. */
const KERAS_3 = Symbol('Keras 3')

function ofKeras3(value: unknown): InboundTensor {
  const { config } = parseWithFieldNames(kerasTensor, value, 'model.json', {
    remedy: 'convert the model again',
    prefix: 'inbound_nodes',
  })
  return [...config.keras_history, KERAS_3]
}

function tensorOf(value: unknown): InboundTensor {
  const [tensor, ...args] = Array.isArray(value) ? [value.slice(0, 3), ...value.slice(3)] : [value]
  return [
    ...parseWithFieldNames(tensorSchema, tensor, 'model.json', {
      remedy: 'convert the model again',
      prefix: 'inbound_nodes',
    }),
    ...args,
  ]
}

function usedAt([layer, node, tensor, ...args]: InboundTensor, nested: ReadonlySet<string>): InboundTensor {
  if (!args.includes(KERAS_3)) return [layer, node, tensor, ...args]
  return [layer, nested.has(layer) ? node + 1 : node, tensor, {}]
}

/** One tensor, a list of them, or of Keras 3 one that is not in a list. */
function endsOf(value: unknown): InboundTensor[] {
  if (Array.isArray(value) && typeof value[0] === 'string') return [[...tensorOf(value), KERAS_3]]
  return Array.isArray(value) ? value.map(tensorOf) : []
}
