/** @file Computes a graph: what depends only on parameters once, the rest for each batch. */
import { MOST_NUMBERS, mostNumbersOf, withBoundedTensors } from '../backend/boundedTensors'
import * as tf from '../tf'
import { type BatchOfGraph, checkImagesApart, type ExportedShapes, inBatches } from './batches'
import { namesReadBy } from './graph/simplify'
import { isSubgraph, type OnnxGraph, type OnnxNode, type OnnxSubgraph } from './graph/types'
import { MAX_FOLDED_TIMES, MAX_HOST_NUMBERS_A_RUN, MIN_FOLDED_NUMBERS } from './limits'
import { inNode } from './nodeErrors'
import { OPERATORS } from './operators/registry'
import type { Call, Operator } from './operators/types'
import { PassMemory } from './passMemory'
import { checkComputedSize, withinNumbers } from './values/broadcast'
import { asGiven } from './values/order'
import { type GraphValue, isHost, shapeOf, sizeOfShape, type TensorValue, tensorValue, uploaded } from './values/types'

type Values = Map<string, GraphValue>

/** A graph whose parameters are bound. */
export interface PreparedGraph {
  /** Tensors to dispose of with it. */
  readonly tensors: readonly tf.Tensor[]
  /** The steps per batch. A function, so that disposal does not affect tensors shared with parameters. */
  readonly steps: () => readonly GraphStep[]
  /** The graph's output for an input, differentiable in the input and the parameters. */
  readonly compute: (input: TensorValue) => tf.Tensor
}

export interface GraphStep {
  readonly node: OnnxNode
  readonly prepared?: unknown
}

/**
 * Computes what depends only on parameters, differentiably. Call it in tf.tidy.
 *
 * @param parameters by their names in the graph
 */
export function prepareGraph(graph: OnnxGraph, parameters: ReadonlyMap<string, tf.Tensor>): PreparedGraph {
  const known: Values = new Map(graph.constants)
  for (const name of graph.parameters.keys()) {
    const parameter = parameters.get(name)
    if (parameter === undefined) throw new Error(`The parameter "${name}" is missing; export the model again.`)
    known.set(name, tensorValue(parameter))
  }
  const steps: GraphStep[] = []
  let room = roomForFolded(known)
  for (const node of graph.nodes) {
    const inputs = namesReadBy(node)
    if (inputs.every((name) => known.has(name))) {
      const values = withinNumbers(room, () => computeNode(node, known, graph.opset))
      for (const value of values) room -= sizeOfShape(shapeOf(value))
      setOutputs(known, node, values)
      continue
    }
    const operator = OPERATORS.get(node.operator) as Operator
    const isReady =
      operator?.prepare !== undefined && node.inputs.slice(1).every((name) => name === '' || known.has(name))
    const prepare = () => operator.prepare?.(callOf(node, known, graph.opset))
    steps.push(
      // Of weights, which are bounded where they are read, and larger than what is computed of an image.
      isReady ? { node, prepared: inNode(node, () => withBoundedTensors(MOST_NUMBERS, prepare)) } : { node },
    )
  }
  const tensors = keep(known, steps, graph, new Set(parameters.values()))
  return {
    tensors,
    steps: () => steps,
    compute: (input) =>
      inBatches(graph, input, (images, shapes) => {
        const most = mostNumbersOf(shapeOf(images)[0] as number)
        const run = () => runSteps(graph, steps, known, images, shapes)
        return withinNumbers(most, () => withBoundedTensors(most, run))
      }),
  }
}

/** How many numbers may be computed before there is an image. */
function roomForFolded(known: Values): number {
  let given = 0
  for (const value of known.values()) given += sizeOfShape(shapeOf(value))
  return MIN_FOLDED_NUMBERS + MAX_FOLDED_TIMES * given
}

/** Tensors that batches need besides the parameters, including small constants. */
function keep(
  known: Values,
  steps: readonly GraphStep[],
  graph: OnnxGraph,
  parameters: ReadonlySet<tf.Tensor>,
): tf.Tensor[] {
  const read = new Set([
    ...steps.flatMap(({ node, prepared }) => (prepared === undefined ? namesReadBy(node) : [])),
    ...graph.outputs,
  ])
  const tensors = new Set<tf.Tensor>()
  for (const [name, value] of known) {
    if (!read.has(name)) known.delete(name)
    else if (!isHost(value)) tensors.add(value.tensor)
    else if (value.kind === 'float') {
      const tensor = uploaded(value)
      tensors.add(tensor)
      known.set(name, { ...value, uploaded: tensor })
    }
  }
  for (const { prepared } of steps) for (const tensor of tensorsIn(prepared)) tensors.add(tensor)
  return [...tensors].filter((tensor) => !parameters.has(tensor))
}

function tensorsIn(prepared: unknown): tf.Tensor[] {
  if (prepared instanceof tf.Tensor) return [prepared]
  return typeof prepared === 'object' && prepared !== null ? Object.values(prepared).flatMap(tensorsIn) : []
}

function runSteps(
  graph: OnnxGraph,
  steps: readonly GraphStep[],
  known: Values,
  input: TensorValue,
  batch?: BatchOfGraph,
): tf.Tensor {
  const values: Values = new Map(known).set(graph.input.name, input)
  let room = MAX_HOST_NUMBERS_A_RUN
  const memory = new PassMemory(shapeOf(input)[0] as number)
  for (const { node, prepared } of steps) {
    const results = computeNode(node, values, graph.opset, prepared, batch?.exported)
    for (const value of results) {
      if (isHost(value)) room -= value.values.length
      else memory.take(value.tensor)
    }
    if (room < 0) throw new Error('The ONNX graph computes too many shapes and indices; export a smaller model.')
    if (batch !== undefined) checkImagesApart(node, values, results, batch)
    setOutputs(values, node, results)
    batch?.onOutputs?.(node, results)
  }
  return asGiven(values.get(graph.outputs[0] as string) as GraphValue)
}

function setOutputs(values: Values, node: OnnxNode, results: readonly GraphValue[]): void {
  results.forEach((value, i) => {
    const name = node.outputs[i]
    if (name) values.set(name, value)
  })
}

function callOf(node: OnnxNode, values: Values, opset: number, prepared?: unknown, exported?: ExportedShapes): Call {
  return {
    opset,
    attributes: node.attributes,
    inputs: node.inputs.map((name) => values.get(name)),
    outputs: node.outputs.filter((name) => name !== '').length,
    prepared,
    exportedShape: exported ? (input) => exported.get(node.inputs[input] as string) : undefined,
  }
}

function computeNode(
  node: OnnxNode,
  values: Values,
  opset: number,
  prepared?: unknown,
  exported?: ExportedShapes,
): readonly GraphValue[] {
  if (node.operator === 'If') return computeBranch(node, values, opset)
  const operator = OPERATORS.get(node.operator) as Operator
  return inNode(node, () => {
    const result = operator.compute(callOf(node, values, opset, prepared, exported))
    const results = Array.isArray(result) ? (result as readonly GraphValue[]) : [result as GraphValue]
    for (const value of results) checkComputedSize(shapeOf(value))
    return results
  })
}

/** One of the two branches, in which all outer names are visible. */
function computeBranch(node: OnnxNode, values: Values, opset: number): readonly GraphValue[] {
  const condition = values.get(node.inputs[0] as string)
  const branch = inNode(node, () => {
    if (condition === undefined || !isHost(condition)) throw new Error("its condition depends on the images' pixels")
    const chosen = node.attributes.get(condition.values[0] ? 'then_branch' : 'else_branch')
    if (!isSubgraph(chosen)) throw new Error('it lacks a branch')
    return chosen as OnnxSubgraph
  })
  const inner: Values = new Map<string, GraphValue>([...values, ...branch.constants])
  for (const each of branch.nodes) setOutputs(inner, each, computeNode(each, inner, opset))
  return branch.outputs.map((name) => inner.get(name) as GraphValue)
}
