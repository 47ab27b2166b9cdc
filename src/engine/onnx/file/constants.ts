/** @file Constants of an ONNX file, and removal of duplicates. */
import { create } from '@bufbuild/protobuf'
import {
  type AttributeProto,
  AttributeProto_AttributeType as AttributeType,
  type GraphProto,
  type NodeProto,
  type TensorProto,
  TensorProtoSchema,
} from './onnx_pb'
import { shapeOfTensor } from './tensors'

/** Turns nodes with a constant tensor into initialisers, and returns their names. */
export function constantsToInitialisers(graph: GraphProto): Set<string> {
  const found = new Map<NodeProto, TensorProto>()
  for (const node of graph.node) {
    const [name] = node.output
    const tensor = node.opType === 'Constant' && node.domain === '' ? valueIn(node.attribute) : undefined
    if (name !== undefined && tensor !== undefined) found.set(node, create(TensorProtoSchema, { ...tensor, name }))
  }
  graph.node = graph.node.filter((node) => !found.has(node))
  for (const tensor of found.values()) graph.initializer.push(tensor)
  return new Set([...found.values()].map(({ name }) => name))
}

const valueIn = (attributes: readonly AttributeProto[]): TensorProto | undefined =>
  attributes.find(({ name, type }) => name === 'value' && type === AttributeType.TENSOR)?.t

/** Below this size in bytes, a copy costs less than its name. */
const WORTH_JOINING = 64

/**
 * Merges initialisers with equal bytes: exporters write a window's table of positions once per block. Weights are not
 * merged, since two layers may start equal.
 *
 * @param isWeight whether a tensor is a weight
 */
export function joinCopies(graph: GraphProto, isWeight: (tensor: TensorProto) => boolean): void {
  const kept = new Map<string, TensorProto[]>()
  const renamed = new Map<string, string>()
  const outputs = new Set(graph.output.map(({ name }) => name))
  for (const tensor of graph.initializer) {
    if (tensor.rawData.length < WORTH_JOINING || isWeight(tensor) || outputs.has(tensor.name)) continue
    const key = [tensor.dataType, shapeOfTensor(tensor), hashOf(tensor.rawData)].join(' ')
    const alike = kept.get(key) ?? []
    const same = alike.find(({ rawData }) => isSame(rawData, tensor.rawData))
    if (same !== undefined) renamed.set(tensor.name, same.name)
    else if (alike.length < MOST_OF_A_HASH) kept.set(key, [...alike, tensor])
  }
  if (renamed.size === 0) return
  graph.initializer = graph.initializer.filter(({ name }) => !renamed.has(name))
  renameInputs(graph.node, renamed)
}

function renameInputs(nodes: readonly NodeProto[], renamed: ReadonlyMap<string, string>): void {
  for (const node of nodes) {
    node.input = node.input.map((name) => renamed.get(name) ?? name)
    for (const { g } of node.attribute) if (g !== undefined) renameInputs(g.node, renamed)
  }
}

/** Different tensors of one hash that are remembered: whoever wants to makes as many as they like. */
const MOST_OF_A_HASH = 4

/** FNV-1a. */
function hashOf(bytes: Uint8Array): number {
  let hash = 2166136261
  for (const byte of bytes) hash = Math.imul(hash ^ byte, 16777619)
  return hash
}

const isSame = (a: Uint8Array, b: Uint8Array) => a.length === b.length && a.every((byte, i) => byte === b[i])
