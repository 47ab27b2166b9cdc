/** @file Converts the messages of an ONNX file to the graph that is computed. */

import { countOf } from '../../../countOf'
import { quoteValue } from '../../../quote'
import {
  type AttributeProto,
  AttributeProto_AttributeType as AttributeType,
  type GraphProto,
  type ModelProto,
  type NodeProto,
  type TensorProto,
  type ValueInfoProto,
} from '../file/onnx_pb'
import { opsetOf } from '../file/readModelProto'
import { isWithoutValues, readTensor, shapeOfTensor } from '../file/tensors'
import { MAX_ONNX_NODES } from '../limits'
import { inlineFunctions } from './inlineFunctions'
import type { AttributeValue, Constant, GraphInput, OnnxGraph, OnnxNode, OnnxSubgraph } from './types'

/** Throws one sentence unless the file is a classifier's graph with one input. */
export function graphFromProto(model: ModelProto): OnnxGraph {
  const proto = model.graph as GraphProto
  const parameters = new Map(
    proto.initializer.filter(isWithoutValues).map((tensor) => [tensor.name, shapeOfTensor(tensor)] as const),
  )
  if (proto.sparseInitializer.length > 0) {
    throw new Error('The ONNX file holds sparse weights, which are not read; export the model with dense ones.')
  }
  const { nodes, constants } = bodyOf(inlineFunctions(model), proto)
  const { input, outputs } = endsOf(proto)
  return { opset: opsetOf(model), input, nodes, constants, parameters, outputs }
}

/** The input and the names of the outputs. Throws one sentence unless there is exactly one input. */
export function endsOf(proto: GraphProto): { readonly input: GraphInput; readonly outputs: readonly string[] } {
  // Files from before 2019 list the weights among the inputs.
  const initialisers = new Set(proto.initializer.map(({ name }) => name))
  const inputs = proto.input.filter(({ name }) => !initialisers.has(name))
  const [only] = inputs
  if (only === undefined || inputs.length > 1) {
    const names = inputs
      .slice(0, 4)
      .map(({ name }) => quoteValue(name))
      .join(', ')
    throw new Error(
      `The ONNX graph has ${inputs.length === 0 ? 'no input' : `the inputs ${names}`} where a classifier has one, for images; export the classifier alone.`,
    )
  }
  if (proto.output.length === 0) throw new Error('The ONNX graph has no output; export the model again.')
  return { input: { name: only.name, shape: shapeOfValue(only) }, outputs: proto.output.map(({ name }) => name) }
}

/** null for a free length; empty if unknown. */
export function shapeOfValue({ type }: ValueInfoProto): (number | null)[] {
  const dimensions = type?.value.case === 'tensorType' ? type.value.value.shape?.dim : undefined
  return (dimensions ?? []).map(({ value }) =>
    value.case === 'dimValue' && value.value > 0n ? Number(value.value) : null,
  )
}

function bodyOf(nodes: readonly NodeProto[], graph: GraphProto): OnnxSubgraph {
  if (nodes.length > MAX_ONNX_NODES) {
    throw new Error(
      `The ONNX graph has ${countOf(nodes.length, 'node')} where ${MAX_ONNX_NODES.toLocaleString('en')} are computed; export a smaller model.`,
    )
  }
  return {
    nodes: nodes.map(readNode),
    constants: mapOf(
      graph.initializer.filter((tensor) => !isWithoutValues(tensor)),
      (tensor) => [tensor.name, readTensor(tensor)],
    ),
    outputs: graph.output.map(({ name }) => name),
  }
}

/** The empty map is one for all of a graph's thousands of nodes that have no attributes. */
const EMPTY: ReadonlyMap<string, unknown> = new Map()

function mapOf<Item, Value>(
  items: readonly Item[],
  entryOf: (item: Item) => readonly [string, Value],
): ReadonlyMap<string, Value> {
  return items.length === 0 ? (EMPTY as ReadonlyMap<string, Value>) : new Map(items.map(entryOf))
}

/** A tensor of a function is read once for all of its calls. */
const constants = new WeakMap<TensorProto, Constant>()

function constantOf(tensor: TensorProto): Constant {
  const constant = constants.get(tensor) ?? readTensor(tensor)
  constants.set(tensor, constant)
  return constant
}

function readNode({ name, opType, domain, input, output, attribute }: NodeProto): OnnxNode {
  return {
    name: name || output[0] || opType,
    operator: domain === '' || domain === 'ai.onnx' ? opType : `${domain}.${opType}`,
    inputs: input,
    outputs: output,
    attributes: mapOf(attribute, (each) => [each.name, readAttribute(each)]),
  }
}

const text = new TextDecoder()

function readAttribute(attribute: AttributeProto): AttributeValue {
  switch (attribute.type) {
    case AttributeType.FLOAT:
      return attribute.f
    case AttributeType.INT:
      return Number(attribute.i)
    case AttributeType.STRING:
      return text.decode(attribute.s)
    case AttributeType.FLOATS:
      return attribute.floats
    case AttributeType.INTS:
      return attribute.ints.map(Number)
    case AttributeType.STRINGS:
      return attribute.strings.map((each) => text.decode(each))
    case AttributeType.TENSOR:
      if (attribute.t) return constantOf(attribute.t)
      break
    case AttributeType.GRAPH:
      if (attribute.g) return bodyOf(attribute.g.node, attribute.g)
  }
  throw new Error(
    `The ONNX graph's attribute ${quoteValue(attribute.name)} is of a kind that is not read; export the model again.`,
  )
}
