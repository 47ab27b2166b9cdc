/** @file Simplifies a graph without changing its result. */
import { kindOfDataType } from '../file/tensors'
import { isSubgraph, type OnnxGraph, type OnnxNode } from './types'

/** The names of a node's inputs, and of what its branches use from outside. */
export function namesReadBy(node: OnnxNode): string[] {
  const branches = [...node.attributes.values()].filter(isSubgraph)
  const inner = branches.flatMap((branch) => [...branch.nodes.flatMap(namesReadBy), ...branch.outputs])
  return [...node.inputs, ...inner].filter((name) => name !== '')
}

/**
 * Merges batch norms into the preceding convolution if nothing else reads it: their four parameters become its inputs
 * from the fourth on.
 */
export function withJoinedNorms(graph: OnnxGraph): OnnxGraph {
  const readers = new Map<string, number>()
  for (const name of [...graph.nodes.flatMap(namesReadBy), ...graph.outputs]) {
    readers.set(name, (readers.get(name) ?? 0) + 1)
  }
  const convolutions = new Map(
    graph.nodes.filter(({ operator }) => operator === 'Conv').map((node) => [node.outputs[0] as string, node]),
  )
  const joined = new Map<OnnxNode, OnnxNode>()
  const gone = new Set<OnnxNode>()
  for (const norm of graph.nodes) {
    const [input, ...parameters] = norm.inputs
    const before = convolutions.get(input as string)
    if (norm.operator !== 'BatchNormalization' || before === undefined || readers.get(input as string) !== 1) continue
    if (norm.outputs.length > 1 || !parameters.every((name) => graph.parameters.has(name) || graph.constants.has(name)))
      continue
    const [x, filter, bias = ''] = before.inputs as [string, string, string?]
    const epsilon = norm.attributes.get('epsilon') ?? 1e-5
    joined.set(before, {
      ...before,
      inputs: [x, filter, bias, ...parameters],
      outputs: norm.outputs,
      attributes: new Map([...before.attributes, ['norm_epsilon', epsilon]]),
    })
    gone.add(norm)
  }
  return { ...graph, nodes: graph.nodes.filter((node) => !gone.has(node)).map((node) => joined.get(node) ?? node) }
}

/** Operators that may follow a final softmax because they keep the order of the classes. */
const PASSING = ['Identity', 'Cast', 'Flatten', 'Squeeze', 'Reshape', 'Dropout']
export const SOFTMAX_OPERATORS = ['Softmax', 'LogSoftmax']

/** Attribute of a softmax that passes on what it is given. */
export const LEFT_OUT = 'left_out'

/** The operator of a graph's final softmax; null without one. */
export const lastSoftmax = (graph: OnnxGraph): string | null => softmaxOf(graph)?.operator ?? null

/**
 * The graph before its final softmax. Losses and attacks apply the softmax themselves, and would apply it twice to
 * probabilities.
 */
export function withoutSoftmax(graph: OnnxGraph): OnnxGraph {
  const last = softmaxOf(graph)
  if (last === undefined) return graph
  const replaced = { ...last, attributes: new Map([...last.attributes, [LEFT_OUT, 1]]) }
  return { ...graph, nodes: graph.nodes.map((node) => (node === last ? replaced : node)) }
}

/** Probabilities that become whole numbers are no longer told apart. */
const passes = ({ operator, attributes }: OnnxNode): boolean =>
  PASSING.includes(operator) && (operator !== 'Cast' || kindOfDataType(attributes.get('to') as number) === 'float')

function softmaxOf(graph: OnnxGraph): OnnxNode | undefined {
  const maker = new Map(graph.nodes.flatMap((node) => node.outputs.map((name) => [name, node])))
  let last = maker.get(graph.outputs[0] as string)
  while (last !== undefined && passes(last)) last = maker.get(last.inputs[0] as string)
  return last !== undefined && SOFTMAX_OPERATORS.includes(last.operator) ? last : undefined
}
