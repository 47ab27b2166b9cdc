/**
 * @file Fused layers as the nodes that they were made of: tfjs 4.22 differentiates fused ones once alone, and says nothing
 * where the second derivative is wrong.
 */

import { z } from 'zod'
import { parsedOrNull } from '../../../boundedParse'
import { quoteValue } from '../../../quote'
import type { GraphNode, TfjsGraph } from './types'

const FUSED: ReadonlyMap<string, string> = new Map([
  ['FusedDepthwiseConv2dNative', 'DepthwiseConv2dNative'],
  ['_FusedConv2D', 'Conv2D'],
  ['_FusedMatMul', 'MatMul'],
])

/** Base64 of operators' names. */
const fusedSchema = z.object({ fused_ops: z.object({ list: z.object({ s: z.array(z.string()).max(4) }) }) })

const ACTIVATIONS: ReadonlySet<string> = new Set(['Relu', 'Relu6', 'Elu', 'Sigmoid', 'Tanh', 'LeakyRelu', 'Prelu'])

export const unfused = (graph: TfjsGraph): TfjsGraph => ({
  ...graph,
  nodes: graph.nodes.flatMap((node) => (FUSED.has(node.op) ? parts(node) : [node])),
})

function parts(node: GraphNode): GraphNode[] {
  const { name, attr } = node
  const [images = '', filter = '', ...rest] = node.input
  const { fused_ops: _, num_args: __, ...own } = attr
  const made: GraphNode[] = [
    { name: `${name}/alone`, op: FUSED.get(node.op) as string, input: [images, filter], attr: own },
  ]
  for (const op of fusedInto(node)) {
    const before = made.at(-1) as GraphNode
    const takes = op === 'BiasAdd' || op === 'Prelu' ? [rest.shift() ?? ''] : []
    made.push({ name: `${name}/${op}`, op, input: [before.name, ...takes], attr: attributesOf(op, attr) })
  }
  return [...made.slice(0, -1), { ...(made.at(-1) as GraphNode), name }]
}

function fusedInto({ name, attr }: GraphNode): string[] {
  const ops = (parsedOrNull(fusedSchema, attr)?.fused_ops.list.s ?? []).map(decoded)
  const unknown = ops.find((op) => op !== 'BiasAdd' && !ACTIVATIONS.has(op))
  if (unknown === undefined) return ops
  throw new Error(
    `The graph's node ${quoteValue(name)} is joined with ${quoteValue(unknown)}, which is not computed here; export the model to ONNX.`,
  )
}

function decoded(base64: string): string {
  try {
    return atob(base64)
  } catch {
    return base64
  }
}

const attributesOf = (op: string, { leakyrelu_alpha: alpha, T }: GraphNode['attr']): GraphNode['attr'] => ({
  ...(T !== undefined && { T }),
  ...(op === 'LeakyRelu' && alpha !== undefined && { alpha }),
})
