/** @file Where a graph begins and ends: the images that it takes, and what makes its outputs. */
import { z } from 'zod'
import { parsedOrNull } from '../../../boundedParse'
import { type GraphNode, nodeIn, type TfjsGraph } from './types'

export type WeightShapes = ReadonlyMap<string, readonly number[]>

const byName = ({ nodes }: TfjsGraph) => new Map(nodes.map((node) => [node.name, node]))

const shapeSchema = z.object({
  shape: z.object({ shape: z.object({ dim: z.array(z.object({ size: z.coerce.number().int() })) }) }),
})

/** [batch, height, width, channels] of the images, where it says; null where it does not. */
export function placeholderShape(graph: TfjsGraph): readonly (number | null)[] | null {
  const { attr } = byName(graph).get(graph.input) as GraphNode
  const dims = parsedOrNull(shapeSchema, attr)?.shape.shape.dim
  return dims?.map(({ size }) => (size < 0 ? null : size)) ?? null
}

/** "DT_FLOAT" by its name or its number. */
export function takesFloats({ nodes, input }: TfjsGraph): boolean {
  const { dtype } = nodes.find(({ name }) => name === input)?.attr ?? {}
  const type = (dtype as { readonly type?: unknown } | undefined)?.type
  return type === undefined || type === 1 || type === 'DT_FLOAT'
}

const HANDS_ON: ReadonlySet<string> = new Set([
  'Identity',
  'LogSoftmax',
  'Mean',
  'Mul',
  'Reshape',
  'Sigmoid',
  'Snapshot',
  'Softmax',
  'Squeeze',
])

/** By the weights of the last layer; null where they do not say. */
export function graphOutputCount(graph: TfjsGraph, shapes: WeightShapes): number | null {
  const nodes = byName(graph)
  const weightBehind = weightsBehind(graph)
  let at = nodes.get(nodeIn(graph.output))
  for (let steps = 0; at !== undefined && steps < graph.nodes.length; steps++) {
    const weight = shapes.get(weightBehind(at.input[1] ?? ''))
    if (at.op.includes('MatMul') && weight !== undefined) return weight[isTransposed(at) ? 0 : 1] ?? null
    if (/Conv2D$/.test(at.op) && weight !== undefined) return weight[3] ?? null
    if (/^(BiasAdd|Add|AddV2)$/.test(at.op) && weight !== undefined && weight.length > 0) return weight.at(-1) ?? null
    if (!HANDS_ON.has(at.op)) return null
    at = nodes.get(nodeIn(at.input[0] ?? ''))
  }
  return null
}

const isTransposed = ({ attr }: GraphNode): boolean =>
  (attr.transpose_b as { readonly b?: unknown } | undefined)?.b === true

/**
 * Gives the weight that a name stands for, through nodes that hand it on unchanged, or an empty text. They are followed
 * once for all names: each of many layers could take its weight from the end of a long row of them.
 */
function weightsBehind({ nodes }: TfjsGraph): (name: string) => string {
  const weights = new Map<string, string>()
  const weightBehind = (name: string) => weights.get(nodeIn(name)) ?? ''
  for (const { name, op, input } of nodes) {
    if (op === 'Const') weights.set(name, name)
    else if (op === 'Identity') weights.set(name, weightBehind(input[0] ?? ''))
  }
  return weightBehind
}

/** Inputs of layers that are learned: a filter, a bias, batch norm's scale and shift. */
const LEARNED_INPUTS = new Map<string, readonly number[]>([
  ...['Conv1D', 'Conv2D', 'Conv2DBackpropInput', 'DepthwiseConv2d', 'DepthwiseConv2dNative'].map(
    (op) => [op, [1]] as const,
  ),
  ...['MatMul', 'BatchMatMul', 'BatchMatMulV2', 'BiasAdd', 'Prelu'].map((op) => [op, [1]] as const),
  ...['_FusedConv2D', 'FusedDepthwiseConv2dNative', '_FusedMatMul'].map((op) => [op, [1, 2, 3]] as const),
  ...['FusedBatchNorm', 'FusedBatchNormV2', 'FusedBatchNormV3'].map((op) => [op, [1, 2]] as const),
])

/** By which batch norm is computed where the converter has folded what it could: learned where they are of each channel. */
const ARITHMETIC: ReadonlySet<string> = new Set(['Mul', 'Add', 'AddV2', 'Sub'])

/** Weights that are learned, of all: the rest are constants, or batch norm's running statistics. */
export function learnedWeights(graph: TfjsGraph, shapes: WeightShapes): ReadonlySet<string> {
  const weightBehind = weightsBehind(graph)
  const learned = new Set<string>()
  for (const { op, input } of graph.nodes) {
    for (const index of LEARNED_INPUTS.get(op) ?? (ARITHMETIC.has(op) ? [0, 1] : [])) {
      const name = weightBehind(input[index] ?? '')
      if (!ARITHMETIC.has(op) || (shapes.get(name) ?? []).some((length) => length > 1)) learned.add(name)
    }
  }
  for (const { weight } of firstArithmetic(graph)) learned.delete(weight)
  return learned
}

/** The graph without a softmax or sigmoid at its end, and for people where that was; null where there is none. */
export function withoutSoftmaxNode(graph: TfjsGraph): { graph: TfjsGraph; softmax: string | null } {
  const nodes = byName(graph)
  let at = nodes.get(nodeIn(graph.output))
  while (at?.op === 'Identity') at = nodes.get(nodeIn(at.input[0] ?? ''))
  const [inner] = at?.input ?? []
  if (at === undefined || inner === undefined || (at.op !== 'Softmax' && at.op !== 'Sigmoid'))
    return { graph, softmax: null }
  return { graph: { ...graph, output: inner }, softmax: `${at.op.toLowerCase()} “${at.name}”` }
}

/** What is done to the pixels first, by the names of the operators and of the weights that they take. */
export function firstArithmetic(graph: TfjsGraph): { op: string; weight: string; node: string }[] {
  const weightBehind = weightsBehind(graph)
  const found: { op: string; weight: string; node: string }[] = []
  let from = graph.input
  for (let steps = 0; steps < 6; steps++) {
    const takers = graph.nodes.filter(({ input }) => input.some((name) => nodeIn(name) === from))
    const [node] = takers
    if (node === undefined || takers.length > 1) return found
    if (/^(Mul|Sub|Add|AddV2|RealDiv)$/.test(node.op)) {
      const weight = node.input.map(weightBehind).find((name) => name !== '')
      if (weight === undefined) return found
      found.push({ op: node.op, weight, node: node.name })
    } else if (node.op !== 'Identity') return found
    from = node.name
  }
  return found
}
