/**
 * @file Converts a graph of convolutions to the layers of a fused network. Other graphs have no fused form, and are
 * computed node by node.
 */
import type { Value } from '../fused/network'
import type { NetworkBuilder } from '../fused/networkBuilder'
import * as tf from '../tf'
import { LEFT_OUT, SOFTMAX_OPERATORS } from './graph/simplify'
import type { OnnxGraph, OnnxNode } from './graph/types'
import { inNode } from './nodeErrors'
import { type Filter, filterOfGroups } from './operators/convolution'
import type { PreparedGemm } from './operators/matrices'
import type { PreparedBatchNorm } from './operators/normalisation'
import { windowsOf } from './operators/windows'
import type { PreparedGraph } from './run'

/** A node whose values in the network are (height, width, channels) per image. */
interface Lowered {
  readonly node: OnnxNode
  readonly prepared: unknown
  readonly x: Value
  /** All inputs that depend on images, including `x`. */
  readonly all: readonly Value[]
  /** The numbers of a constant input. */
  readonly constant: (input: number) => readonly number[] | undefined
  readonly network: NetworkBuilder
}

type Lower = (lowered: Lowered) => Value | null

const callOf = (node: OnnxNode) => ({ opset: 0, attributes: node.attributes, inputs: [], outputs: 1 })

/** Null if rows and columns differ where the network has a single number. */
function placesOf(node: OnnxNode, kernel: readonly number[], [height, width]: Value['size']) {
  const { strides, dilations, before, after } = windowsOf(callOf(node), kernel, [height, width])
  if (strides[0] !== strides[1] || dilations[0] !== dilations[1]) return null
  const padding = { top: before[0], left: before[1], bottom: after[0], right: after[1] }
  return { stride: strides[0], dilation: dilations[0], padding }
}

/** Whether there is a number for each channel: one for all of them has no fused form. */
const hasOneEach = (numbers: tf.Tensor | null, channels: number | undefined) =>
  numbers === null || (numbers.size === channels && numbers.shape.at(-1) === channels)

const convolution: Lower = ({ node, prepared, x, network }) => {
  const given = prepared as Filter
  const places = given.kernel.length === 2 ? placesOf(node, given.kernel, x.size) : null
  if (places === null) return null
  const filter = filterOfGroups(given)
  if (!hasOneEach(given.shift, filter.shape[3])) return null
  // A dilated filter already contains its zeros, unless it is depthwise.
  return network.convolution(x, {
    ...places,
    dilation: given.isDepthwise ? places.dilation : 1,
    filter,
    shift: given.shift,
  })
}

type Places = NonNullable<ReturnType<typeof placesOf>>

/** Whether a window is to begin beyond the last whole one. */
function reachesOver(
  node: OnnxNode,
  kernel: readonly number[],
  [height, width]: Value['size'],
  { stride, padding }: Places,
) {
  const rest = [height + padding.top + padding.bottom, width + padding.left + padding.right]
  return (
    node.attributes.get('ceil_mode') === 1 &&
    rest.some((side, axis) => (side - (kernel[axis] as number)) % stride !== 0)
  )
}

const maxPool: Lower = ({ node, x, network }) => {
  const kernel = node.attributes.get('kernel_shape') as readonly number[]
  const places = placesOf(node, kernel, x.size)
  if (places === null || kernel.length !== 2 || kernel[0] !== kernel[1] || places.dilation !== 1) return null
  if (reachesOver(node, kernel, x.size, places) || node.outputs.length > 1) return null
  return network.maxPool(x, { size: kernel[0] as number, stride: places.stride, padding: places.padding })
}

const averagePool: Lower = ({ node, x, network }) => {
  const kernel = node.attributes.get('kernel_shape') as readonly number[]
  const places = placesOf(node, kernel, x.size)
  if (places === null || kernel.length !== 2 || places.dilation !== 1 || reachesOver(node, kernel, x.size, places))
    return null
  const countsPadding = node.attributes.get('count_include_pad') === 1
  return network.averagePool(x, { size: [kernel[0] as number, kernel[1] as number], ...places, countsPadding })
}

/** A single pixel has the same order for any order of axes. */
const asOnePixel: Lower = ({ x }) => (x.size[0] * x.size[1] === 1 ? x : null)

const sum: Lower = ({ x, all: [, other], network }) =>
  other !== undefined && other.size.join() === x.size.join() ? network.add(x, other) : null

/** Over rows and columns of (batch, channels, rows, columns). */
const mean: Lower = ({ node, x, constant, network }) => {
  const axes = (node.attributes.get('axes') as readonly number[] | undefined) ?? constant(1) ?? []
  const places = axes.map((axis) => (axis < 0 ? axis + 4 : axis)).toSorted()
  return places.join() === '2,3' ? network.globalAverage(x) : null
}

const channelsJoined: Lower = ({ node, all, network }) =>
  node.attributes.get('axis') === 1 && all.length === node.inputs.length ? network.concatenate(all) : null

const dense: Lower = ({ node, prepared, x, network }) => {
  const { weight, bias } = prepared as PreparedGemm
  if (x.size[0] * x.size[1] !== 1 || node.attributes.get('transA') === 1) return null
  if (!hasOneEach(bias, weight.shape[1])) return null
  return network.dense(x, { weight: weight as tf.Tensor2D, bias: bias === null ? null : tf.reshape(bias, [bias.size]) })
}

const affine: Lower = ({ prepared, x, network }) => {
  const { scale, shift } = prepared as PreparedBatchNorm
  if (!hasOneEach(scale, x.size[2]) || !hasOneEach(shift, x.size[2])) return null
  return network.affine(x, { scale: scale as tf.Tensor1D, shift: shift as tf.Tensor1D })
}

const LOWERINGS: Readonly<Record<string, Lower>> = {
  Conv: convolution,
  MaxPool: maxPool,
  AveragePool: averagePool,
  GlobalAveragePool: ({ x, network }) => network.globalAverage(x),
  BatchNormalization: affine,
  Relu: ({ x, network }) => network.activation(x, 'relu'),
  Softplus: ({ x, network }) => network.activation(x, 'softplus'),
  Gelu: ({ node, x, network }) =>
    node.attributes.get('approximate') === 'tanh' ? null : network.activation(x, 'gelu'),
  Add: sum,
  Concat: channelsJoined,
  ReduceMean: mean,
  Gemm: dense,
  Flatten: asOnePixel,
  Reshape: asOnePixel,
  Squeeze: asOnePixel,
  Identity: ({ x }) => x,
  Dropout: ({ x }) => x,
}

/** Whether a left-out softmax is surely over all classes: its own operator checks the shape, which is not known here. */
function isOverClasses({ attributes }: OnnxNode, graph: OnnxGraph): boolean {
  const axis = attributes.get('axis') ?? 1
  return (
    attributes.get(LEFT_OUT) === 1 && (axis === 1 || axis === -1) && graph.nodes.every((node) => isFlat(node, graph))
  )
}

/** Whether a node that changes shapes leaves one axis beside that of the images. */
function isFlat({ operator, inputs }: OnnxNode, { constants }: OnnxGraph): boolean {
  if (operator !== 'Reshape') return true
  const lengths = constants.get(inputs[1] ?? '')?.values.slice(1)
  return lengths !== undefined && lengths.filter((length) => length !== 1).length <= 1
}

type Values = ReadonlyMap<string, Value>

/** The x of a node that computes x * sigmoid(x). */
function gatedBySigmoid({ operator, inputs }: OnnxNode, values: Values, sigmoids: Values): Value | undefined {
  if (operator !== 'Mul') return undefined
  const [a = '', b = ''] = inputs
  const pairs = [
    [a, b],
    [b, a],
  ] as const
  const found = pairs.find(([x, gate]) => values.has(x) && sigmoids.get(gate) === values.get(x))
  return found && values.get(found[0])
}

/** Null if a node has no fused form. Owns no tensor. */
export function buildGraph(graph: OnnxGraph, { steps }: PreparedGraph, network: NetworkBuilder): Value | null {
  const values = new Map<string, Value>([[graph.input.name, network.pixels]])
  const sigmoids = new Map<string, Value>()
  for (const { node, prepared } of steps()) {
    const gated = gatedBySigmoid(node, values, sigmoids)
    if (gated !== undefined) {
      values.set(node.outputs[0] as string, network.activation(gated, 'silu'))
      continue
    }
    const inner = values.get(node.inputs[0] as string)
    if (node.operator === 'Sigmoid' && inner !== undefined) {
      // It has no fused form by itself, so other readers find no value.
      sigmoids.set(node.outputs[0] as string, inner)
      continue
    }
    const first = values.get(node.inputs[0] as string)
    const all = node.inputs.flatMap((name) => values.get(name) ?? [])
    const isOfImages = all.length
    const isLeftOut = SOFTMAX_OPERATORS.includes(node.operator) && isOverClasses(node, graph)
    const lower = isLeftOut ? asOnePixel : LOWERINGS[node.operator]
    // For a node with constant inputs, only the prepared ones are known here.
    const takesConstants =
      prepared !== undefined || ['Reshape', 'Squeeze', 'Dropout', 'ReduceMean'].includes(node.operator)
    const isWhole = takesConstants || isOfImages === node.inputs.filter((name) => name !== '').length
    if (lower === undefined || first === undefined || !isWhole) {
      // Shapes are the network's own.
      if (node.operator === 'Shape' || (isOfImages === 0 && prepared === undefined)) continue
      return null
    }
    const constant = (input: number) => {
      const known = graph.constants.get(node.inputs[input] ?? '')
      return known && [...known.values]
    }
    const value = inNode(node, () => lower({ node, prepared, x: first, all, constant, network }))
    if (value === null) return null
    values.set(node.outputs[0] as string, value)
  }
  const logits = values.get(graph.outputs[0] as string)
  return logits !== undefined && logits.size[0] * logits.size[1] === 1 ? logits : null
}
