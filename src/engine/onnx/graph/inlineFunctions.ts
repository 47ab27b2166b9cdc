/** @file Inlines functions that a file defines itself, as PyTorch's newer exporter writes them. */

import { create } from '@bufbuild/protobuf'
import { countOf } from '../../../countOf'
import { quoteValue } from '../../../quote'
import {
  type AttributeProto,
  type FunctionProto,
  type ModelProto,
  type NodeProto,
  NodeProtoSchema,
} from '../file/onnx_pb'
import { MAX_FUNCTION_DEPTH, MAX_INLINED_PARTS, MAX_ONNX_NODES } from '../limits'

const keyOf = (domain: string, name: string, overload: string) => [domain, name, overload].join('\n')

/** The nodes of the model's graph without calls of its functions. Throws one sentence for endless recursion. */
export function inlineFunctions({ graph, functions }: ModelProto): readonly NodeProto[] {
  const nodes = graph?.node ?? []
  if (functions.length === 0) return nodes
  const known = new Map(functions.map((each) => [keyOf(each.domain, each.name, each.overload), each]))
  const result: NodeProto[] = []
  const partsOf = new Map(functions.map((each) => [each, sumOf(each.node.map(partsOfNode))]))
  let [calls, parts] = [0, 0]
  const place = (node: NodeProto, depth: number): void => {
    const called = known.get(keyOf(node.domain, node.opType, node.overload))
    if (called === undefined) {
      result.push(node)
      return
    }
    // Before its contents are made: they may begin with a call of the same function.
    parts += partsOf.get(called) ?? 0
    if (parts > MAX_INLINED_PARTS) throw tooManyParts()
    calls++
    if (depth > MAX_FUNCTION_DEPTH || calls + result.length > MAX_ONNX_NODES) {
      throw new Error(
        `The ONNX file's functions call one another without an end in sight (${quoteValue(called.name)}); export the model again.`,
      )
    }
    for (const inner of bodyOfCall(node, called, `${node.name || called.name} ${calls}/`)) place(inner, depth + 1)
  }
  for (const node of nodes) place(node, 0)
  return result
}

const tooManyParts = () =>
  new Error(
    `The ONNX file's functions hold more than ${countOf(MAX_INLINED_PARTS, 'part')} with each of their calls; export the model again.`,
  )

const sumOf = (numbers: readonly number[]): number => numbers.reduce((sum, number) => sum + number, 0)

/** What every call makes anew: names, the items of lists, and nodes of branches. Tensors are shared. */
const partsOfNode = ({ input, output, attribute }: NodeProto): number =>
  attribute.reduce((sum, each) => sum + partsOfAttribute(each), 1 + input.length + output.length)

const partsOfAttribute = ({ ints, floats, strings, g }: AttributeProto): number =>
  1 +
  ints.length +
  floats.length +
  strings.length +
  (g?.node ?? []).reduce((sum, node) => sum + partsOfNode(node), g?.initializer.length ?? 0)

/** A function's nodes, with the call's names for inputs and outputs, and unique names for the rest. */
function bodyOfCall(call: NodeProto, called: FunctionProto, prefix: string): NodeProto[] {
  const names = new Map<string, string>([['', '']])
  called.input.forEach((name, i) => {
    names.set(name, call.input[i] ?? '')
  })
  called.output.forEach((name, i) => {
    names.set(name, call.output[i] || prefix + name)
  })
  const renamed = (name: string) => names.get(name) ?? prefix + name
  const given = new Map([...called.attributeProto, ...call.attribute].map((each) => [each.name, each]))
  return called.node.map((node) =>
    create(NodeProtoSchema, {
      ...node,
      name: prefix + (node.name || node.opType),
      input: node.input.map(renamed),
      output: node.output.map(renamed),
      attribute: node.attribute.flatMap((attribute) => resolve(attribute, given)),
    }),
  )
}

/** An attribute that refers to one of the call's; none if the call omits it. */
function resolve(attribute: AttributeProto, given: ReadonlyMap<string, AttributeProto>): AttributeProto[] {
  if (attribute.refAttrName === '') return [attribute]
  const value = given.get(attribute.refAttrName)
  return value === undefined ? [] : [{ ...value, name: attribute.name }]
}
