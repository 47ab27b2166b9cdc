/** @file The stored order of a tensor's axes, and changes between orders. */
import * as tf from '../../tf'
import { type GraphValue, inGivenOrder, isHost, type TensorValue, tensorValue, uploaded } from './types'

/**
 * Transposes with as few axes as possible, because backends support few and are slow with many: axes of length 1 are
 * dropped, and neighbours that stay together are merged.
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

/** The tensor with axis i of the graph at position order[i]. */
export function inOrder(value: GraphValue, order: readonly number[]): tf.Tensor {
  const { tensor, order: from } = isHost(value) ? tensorValue(uploaded(value)) : value
  if (sameShape(from, order)) return tensor
  const permutation: number[] = []
  order.forEach((to, axis) => {
    permutation[to] = from[axis] as number
  })
  return transposed(tensor, permutation)
}

/** The tensor with its axes in ONNX's order. */
export const asGiven = (value: GraphValue): tf.Tensor =>
  isHost(value) ? uploaded(value) : inOrder(value, inGivenOrder(value.order.length))

/** (batch, channels, rows, columns) stored with channels last, as convolutions and pools take images. */
export const channelsLast = (rank: number): number[] => [
  0,
  rank - 1,
  ...Array.from({ length: rank - 2 }, (_, axis) => axis + 1),
]

/** The graph's axes in stored order. */
export function axesAsTheyLie(order: readonly number[]): number[] {
  const axes: number[] = []
  order.forEach((at, axis) => {
    axes[at] = axis
  })
  return axes
}

/** An order without some axes of the graph. */
export function withoutAxes(order: readonly number[], gone: readonly number[]): number[] {
  const left = order.filter((_, axis) => !gone.includes(axis))
  const sorted = left.toSorted((a, b) => a - b)
  return left.map((at) => sorted.indexOf(at))
}

/** The tensor with as many axes as `order`, in that order, with leading axes of length one as in broadcasting. */
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

/** A value from a tensor that is stored in the order of `like`. */
export const likeOrder = (tensor: tf.Tensor, like: TensorValue): TensorValue => tensorValue(tensor, like.order)
