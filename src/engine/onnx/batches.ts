/**
 * @file Runs any number of images through a graph that was exported for a fixed number, as PyTorch's exporters do by
 * default: together if the graph keeps images apart, else in groups of that number.
 */
import * as tf from '../tf'
import type { OnnxGraph, OnnxNode } from './graph/types'
import { type GraphValue, isHost, shapeOf, type TensorValue, tensorValue } from './values/types'

/** Shapes of all values by name, for the number of images that the graph was exported for. */
export type ExportedShapes = ReadonlyMap<string, readonly number[]>

/** Facts about a run. */
export interface BatchOfGraph {
  /** Absent if the run has as many images as the graph was exported for. */
  readonly exported?: ExportedShapes
  readonly onOutputs?: (node: OnnxNode, outputs: readonly GraphValue[]) => void
}

type Run = (images: TensorValue, batch?: BatchOfGraph) => tf.Tensor

const shapesByGraph = new WeakMap<OnnxGraph, ExportedShapes>()
const notTogether = new WeakSet<OnnxGraph>()

/** @param run one pass of the graph */
export function inBatches(graph: OnnxGraph, images: TensorValue, run: Run): tf.Tensor {
  const [fixed] = graph.input.shape
  const [count] = shapeOf(images) as [number]
  if (typeof fixed !== 'number' || fixed === count) return run(images)
  if (!notTogether.has(graph)) {
    try {
      return run(images, { exported: exportedShapes(graph, images, fixed, run) })
    } catch (error) {
      if (error instanceof WebAssembly.RuntimeError) throw error
      // If something does not fit, the graph's own number of images does, or explains why not.
      notTogether.add(graph)
    }
  }
  return inTurn(images, fixed, run)
}

function exportedShapes(graph: OnnxGraph, images: TensorValue, count: number, run: Run): ExportedShapes {
  const found = shapesByGraph.get(graph)
  if (found !== undefined) return found
  const shape = images.tensor.shape.with(images.order[0] as number, count)
  const shapes = new Map([[graph.input.name, shapeOf(tensorValue(tf.zeros(shape), images.order))]])
  const onOutputs = (node: OnnxNode, outputs: readonly GraphValue[]) => {
    outputs.forEach((value, i) => {
      shapes.set(node.outputs[i] as string, shapeOf(value))
    })
  }
  tf.tidy(() => run(tensorValue(tf.zeros(shape), images.order), { onOutputs }).dispose())
  shapesByGraph.set(graph, shapes)
  return shapes
}

/** In groups of that size; the last group is padded with zeros, whose results are dropped. */
function inTurn({ tensor, order }: TensorValue, at: number, run: Run): tf.Tensor {
  const count = tensor.shape[0] as number
  const results: tf.Tensor[] = []
  for (let begin = 0; begin < count; begin += at) {
    const size = Math.min(at, count - begin)
    const part = tf.slice(tensor, [begin], [size])
    const whole = size === at ? part : tf.concat([part, tf.zeros([at - size, ...tensor.shape.slice(1)])])
    const result = run(tensorValue(whole, order))
    results.push(size === at ? result : tf.slice(result, [0], [size]))
  }
  return results.length === 1 ? (results[0] as tf.Tensor) : tf.concat(results)
}

/** Nodes that mix values along an axis without changing its length. */
const MIXING = [
  'Softmax',
  'LogSoftmax',
  'LayerNormalization',
  'RMSNormalization',
  'LpNormalization',
  'Concat',
  'CumSum',
]

/** Throws unless a node's outputs keep images apart: exactly one axis must have grown by the ratio of image counts. */
export function checkImagesApart(
  node: OnnxNode,
  values: ReadonlyMap<string, GraphValue>,
  outputs: readonly GraphValue[],
  { exported }: BatchOfGraph,
): void {
  if (exported === undefined) return
  const axesOf = (name: string, value: GraphValue) => longerAxes(exported.get(name), shapeOf(value))
  const given = node.inputs.flatMap((name) => {
    const value = values.get(name)
    return value === undefined || isHost(value) ? [] : [axesOf(name, value)]
  })
  if (given.every((axes) => axes.length === 0)) return
  const made = outputs.flatMap((value, i) => (isHost(value) ? [] : [axesOf(node.outputs[i] as string, value)]))
  const [axis] = made[0] ?? []
  const rank = shapeOf(outputs[0] as GraphValue).length
  const isMixed = MIXING.includes(node.operator) && isAlong(node, axis, rank)
  if (isMixed || made.some((axes) => axes.length !== 1)) throw new Error(`images mixed by ${node.name}`)
}

/** Axes that are longer now than when exported; all axes if their number differs, or if nothing is known. */
function longerAxes(exported: readonly number[] | undefined, now: readonly number[]): number[] {
  const isOther = exported === undefined || exported.length !== now.length
  return now.flatMap((length, axis) => (isOther || length !== exported[axis] ? [axis] : []))
}

function isAlong(node: OnnxNode, axis: number | undefined, rank: number): boolean {
  const given = node.attributes.get('axis') ?? -1
  if (axis === undefined || typeof given !== 'number') return true
  const from = given < 0 ? given + rank : given
  return node.operator === 'LayerNormalization' || node.operator === 'RMSNormalization' ? axis >= from : axis === from
}
