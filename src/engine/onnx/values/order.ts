/** @file In which order a tensor's axes lie, and how they are brought into another. */
import * as tf from '../../tf'
import { type GraphValue, inGivenOrder, isHost, type TensorValue, tensorValue, uploaded } from './types'

/**
 * Transposes by the fewest axes that will do: those of length 1 are left out, and neighbours that stay neighbours are
 * one. Backends take few axes, and take long for many.
 */
export function transposed(x: tf.Tensor, permutation: readonly number[]): tf.Tensor {
  const shape = permutation.map((axis) => x.shape[axis] as number)
  const moved = permutation.filter((axis) => x.shape[axis] !== 1)
  const runs: number[][] = []
  const kept = moved.toSorted((a, b) => a - b)
  for (const axis of moved) {
    const last = runs.at(-1)
    if (last !== undefined && kept.indexOf(axis) === kept.indexOf(last.at(-1) as number) + 1) last.push(axis)
    else runs.push([axis])
  }
  if (runs.length <= 1) return sameShape(x.shape, shape) ? x : tf.reshape(x, shape)
  const bySource = runs.toSorted((a, b) => (a[0] as number) - (b[0] as number))
  const merged = tf.reshape(
    x,
    bySource.map((run) => run.reduce((size, axis) => size * (x.shape[axis] as number), 1)),
  )
  return tf.reshape(
    tf.transpose(
      merged,
      runs.map((run) => bySource.indexOf(run)),
    ),
    shape,
  )
}

export const sameShape = (a: readonly number[], b: readonly number[]): boolean =>
  a.length === b.length && a.every((length, axis) => length === b[axis])

/** The tensor with axis i of the graph at order[i]. */
export function inOrder(value: GraphValue, order: readonly number[]): tf.Tensor {
  const { tensor, order: from } = isHost(value) ? tensorValue(uploaded(value)) : value
  if (sameShape(from, order)) return tensor
  const permutation: number[] = []
  order.forEach((to, axis) => {
    permutation[to] = from[axis] as number
  })
  return transposed(tensor, permutation)
}

/** The tensor with its axes as ONNX says. */
export const asGiven = (value: GraphValue): tf.Tensor =>
  isHost(value) ? uploaded(value) : inOrder(value, inGivenOrder(value.order.length))

/** (batch, channels, rows, columns) with channels last: the order in which convolutions and pools take images. */
export const channelsLast = (rank: number): number[] => [
  0,
  rank - 1,
  ...Array.from({ length: rank - 2 }, (_, axis) => axis + 1),
]

/** The graph's axes in the order in which they lie. */
export function axesAsTheyLie(order: readonly number[]): number[] {
  const axes: number[] = []
  order.forEach((at, axis) => {
    axes[at] = axis
  })
  return axes
}

/** What is left of an order when axes of the graph are taken out. */
export function withoutAxes(order: readonly number[], gone: readonly number[]): number[] {
  const left = order.filter((_, axis) => !gone.includes(axis))
  const sorted = left.toSorted((a, b) => a - b)
  return left.map((at) => sorted.indexOf(at))
}

/**
 * The tensor with as many axes as `order` has, in that order, ones put before those that it has, as broadcasting does.
 */
export function alignedTo(value: GraphValue, order: readonly number[]): tf.Tensor {
  const own = isHost(value) ? tensorValue(uploaded(value)) : value
  const missing = order.length - own.order.length
  if (missing === 0) return inOrder(own, order)
  const lies = axesAsTheyLie(order)
  const ownAxes = lies.filter((axis) => axis >= missing).map((axis) => own.order[axis - missing] as number)
  const arranged = transposed(own.tensor, ownAxes)
  let next = 0
  return tf.reshape(
    arranged,
    lies.map((axis) => (axis < missing ? 1 : (arranged.shape[next++] as number))),
  )
}

/** As a value with the axes of the graph, of a tensor that lies in the order of `like`. */
export const likeOrder = (tensor: tf.Tensor, like: TensorValue): TensorValue => tensorValue(tensor, like.order)
