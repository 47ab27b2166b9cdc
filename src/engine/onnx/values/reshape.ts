/** @file New shapes for values whose axes may be stored in another order. */
import { quoteShape } from '../../../quote'
import * as tf from '../../tf'
import { asGiven, axesAsTheyLie } from './order'
import { shapeOf, sizeOfShape, type TensorValue, tensorValue } from './types'

/** Axes of the old and the new shape that contain the same numbers. */
interface Group {
  readonly from: readonly number[]
  readonly to: readonly number[]
}

/** The finest groups, in order: [8, 6, 5] to [4, 2, 30] is [8] to [4, 2] and [6, 5] to [30]. */
function groupsOf(from: readonly number[], to: readonly number[]): Group[] {
  const groups: Group[] = []
  let [i, j] = [0, 0]
  while (i < from.length || j < to.length) {
    const group = { from: [] as number[], to: [] as number[] }
    let [before, after] = [1, 1]
    do {
      if (i < from.length && (before <= after || j >= to.length)) {
        group.from.push(i)
        before *= from[i++] as number
      } else {
        group.to.push(j)
        after *= to[j++] as number
      }
    } while (before !== after && (i < from.length || j < to.length))
    groups.push(group)
  }
  return groups
}

/** A value with another shape, without moving numbers if each group of split or merged axes is contiguous. */
export function reshaped(value: TensorValue, shape: readonly number[]): TensorValue {
  const from = shapeOf(value)
  if (sizeOfShape(from) !== sizeOfShape(shape)) {
    throw new Error(`a tensor of the shape ${quoteShape(from)} that is to have the shape ${quoteShape(shape)}`)
  }
  const isPlain = value.order.every((at, axis) => at === axis)
  if (isPlain || sizeOfShape(from) === 0) return tensorValue(tf.reshape(asGiven(value), [...shape]))
  const groups = groupsOf(from, shape)
  const placed = groups.map(({ from: axes, to }) => {
    // Axes of length 1 may be anywhere.
    const long = axes.filter((axis) => from[axis] !== 1).map((axis) => value.order[axis] as number)
    return { at: long[0] ?? -1, to, lies: long }
  })
  const lengths = axesAsTheyLie(value.order).map((axis) => from[axis] as number)
  const next = (at: number) => {
    let following = at + 1
    while (lengths[following] === 1) following++
    return following
  }
  if (placed.some(({ lies }) => lies.some((at, k) => k > 0 && at !== next(lies[k - 1] as number)))) {
    return tensorValue(tf.reshape(asGiven(value), [...shape]))
  }
  const axes = placed.toSorted((a, b) => a.at - b.at).flatMap(({ to }) => to)
  const order: number[] = []
  axes.forEach((axis, at) => {
    order[axis] = at
  })
  return tensorValue(
    tf.reshape(
      value.tensor,
      axes.map((axis) => shape[axis] as number),
    ),
    order,
  )
}

/** Axis i of the output is axis permutation[i] of the input. Moves no numbers. */
export const permuted = (value: TensorValue, permutation: readonly number[]): TensorValue =>
  tensorValue(
    value.tensor,
    permutation.map((axis) => value.order[axis] as number),
  )
