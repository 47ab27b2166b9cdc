/** @file From model.json's graph to what of it leads from the images to its first output. */

import { z } from 'zod'
import { parsedOrNull } from '../../../boundedParse'
import { countOf } from '../../../countOf'
import { quoteValue } from '../../../quote'
import { parseWithFieldNames } from '../../checkpoints/parseWithFieldNames'
import type { JsonObject } from '../file/types'
import { MAX_TFJS_NODES } from '../limits'
import { DIFFERENTIABLE_OPERATORS, GRAPH_OPERATORS, OF_SHAPES } from './operatorNames'
import { type GraphNode, nodeIn, type TfjsGraph } from './types'

const nodesSchema = z
  .array(
    z.object({
      name: z.string().min(1).max(500),
      op: z.string().max(100),
      input: z.array(z.string().max(520)).nullish(),
      attr: z.looseObject({}).nullish(),
    }),
  )
  .min(1)
  .max(MAX_TFJS_NODES)

const signatureSchema = z.object({
  inputs: z.record(z.string(), z.object({ name: z.string().max(520) })).optional(),
  outputs: z.record(z.string(), z.object({ name: z.string().max(520) })).optional(),
})

const REMEDY = 'convert the model again with tensorflowjs_converter'

/**
 * @param topology the field "modelTopology"
 * @param signature of the same file, or null; without it, the output is what nothing else reads
 * @throws Error with one sentence that names the node
 */
export function readGraph(topology: JsonObject, signature: JsonObject | null): TfjsGraph {
  const all = parseWithFieldNames(nodesSchema, topology.node, 'model.json', {
    remedy: REMEDY,
    prefix: 'modelTopology.node',
  }).map(
    ({ name, op, input, attr }): GraphNode => ({
      name,
      op,
      // What starts with "^" is waited for and not read.
      input: (input ?? []).filter((each) => !each.startsWith('^')),
      attr: attr ?? {},
    }),
  )
  const byName = new Map(all.map((node) => [node.name, node]))
  if (byName.size !== all.length) throw new Error(`Of the model.json's nodes two have the same name; ${REMEDY}.`)
  const output = outputOf(all, signature)
  const nodes = inOrder(output, byName)
  for (const node of nodes) checkOperator(node)
  const input = imagesOf(nodes)
  checkGradients(nodes, input, output)
  return { nodes, input: input.name, output }
}

/** The first, by its signature. */
function outputOf(all: readonly GraphNode[], signature: JsonObject | null): string {
  const said = Object.values(parsedOrNull(signatureSchema, signature)?.outputs ?? {})[0]?.name
  if (said !== undefined) return said
  const read = new Set(all.flatMap(({ input }) => input.map(nodeIn)))
  const last = all.findLast(({ name, op }) => !read.has(name) && op !== 'NoOp')
  if (last === undefined) throw new Error(`The model.json's graph has no output; ${REMEDY}.`)
  return last.name
}

/** Every node that `output` needs, each after those that it reads. */
function inOrder(output: string, byName: ReadonlyMap<string, GraphNode>): GraphNode[] {
  const done = new Set<string>()
  const under = new Set<string>()
  const order: GraphNode[] = []
  const stack = [nodeIn(output)]
  for (let name = stack.at(-1); name !== undefined; name = stack.at(-1)) {
    const node = byName.get(name)
    if (node === undefined) throw new Error(`The model.json's graph has no node ${quoteValue(name)}; ${REMEDY}.`)
    if (done.has(name)) {
      stack.pop()
      continue
    }
    const waiting = [...new Set(node.input.map(nodeIn))].filter((each) => !done.has(each))
    if (waiting.length === 0) {
      done.add(name)
      under.delete(name)
      order.push(node)
      stack.pop()
      continue
    }
    under.add(name)
    if (waiting.some((each) => under.has(each))) {
      throw new Error(`The model.json's node ${quoteValue(name)} reads what it makes itself; ${REMEDY}.`)
    }
    for (const each of waiting) stack.push(each)
  }
  return order
}

function checkOperator({ name, op }: GraphNode): void {
  if (GRAPH_OPERATORS.has(op)) return
  throw new Error(
    `The graph's node ${quoteValue(name)} is of the operator ${quoteValue(op)}, which is not computed here; convert the classifier alone, or export it to ONNX.`,
  )
}

function imagesOf(nodes: readonly GraphNode[]): GraphNode {
  const inputs = nodes.filter(({ op }) => op === 'Placeholder')
  const [first] = inputs
  if (first !== undefined && inputs.length === 1) return first
  throw new Error(
    `The graph has ${countOf(inputs.length, 'input')} where a classifier takes one, the images; convert the classifier alone.`,
  )
}

/** Throws where the images pass through a node without a gradient on every way to the output, or on one of them. */
function checkGradients(nodes: readonly GraphNode[], { name: input }: GraphNode, output: string): void {
  const ofPixels = new Set([input])
  for (const { name, op, input: read, attr } of nodes) {
    if (OF_SHAPES.has(op) || !read.some((each) => ofPixels.has(nodeIn(each)))) continue
    ofPixels.add(name)
    if (DIFFERENTIABLE_OPERATORS.has(op) && !isDilated(attr)) continue
    throw new Error(
      `The graph's node ${quoteValue(name)} is of the operator ${quoteValue(isDilated(attr) ? `${op} with dilations` : op)}, which has no gradient in TensorFlow.js; export the model to ONNX instead.`,
    )
  }
  if (ofPixels.has(nodeIn(output))) return
  throw new Error('The graph’s output does not depend on its images; convert the classifier again.')
}

/** tfjs differentiates dilated convolutions only where they are of each channel by itself, and mends those here. */
function isDilated({ dilations }: GraphNode['attr']): boolean {
  const list = (dilations as { readonly list?: { readonly i?: readonly unknown[] } } | undefined)?.list?.i
  return Array.isArray(list) && list.some((each) => Number(each) !== 1)
}
