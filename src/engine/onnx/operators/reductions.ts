/** @file Reductions along axes. */
import * as tf from '../../tf'
import { hostReshaped, reduceHost } from '../values/host'
import { transposed, withoutAxes } from '../values/order'
import { axisOf, type GraphValue, isHost, shapeOf, type TensorValue, tensorValue, uploaded } from '../values/types'
import { type Call, type Compute, inputOf, listOf, numberOf, type Operators } from './types'

type Reduce = (x: tf.Tensor, axes: number[]) => tf.Tensor
interface OfNumbers {
  readonly start: number
  readonly combine: (sum: number, number: number) => number
}

/** The reduced axes, counted from the front; all by default, unless an empty list means none. */
function axesGone(call: Call, rank: number): number[] {
  const axes = listOf(call, 'axes', 1)
  if (axes === undefined || axes.length === 0) {
    if (numberOf(call, 'noop_with_empty_axes', 0) === 1) return []
    return Array.from({ length: rank }, (_, axis) => axis)
  }
  return [...new Set(axes.map((axis) => axisOf(axis, rank)))]
}

function reduction(reduce: Reduce, ofNumbers?: OfNumbers): Compute {
  return (call) => {
    const x = inputOf(call)
    const shape = shapeOf(x)
    const gone = axesGone(call, shape.length)
    const isKept = numberOf(call, 'keepdims', 1) === 1
    if (!isHost(x)) return reduced(x, gone, isKept, reduce)
    if (ofNumbers === undefined || x.kind === 'float') return reduced(tensorValue(uploaded(x)), gone, isKept, reduce)
    const result = reduceHost(x, gone, ofNumbers.start, ofNumbers.combine)
    return isKept
      ? result
      : hostReshaped(
          result,
          shape.filter((_, axis) => !gone.includes(axis)),
        )
  }
}

/** @param gone reduced axes of the graph */
export function reduced(x: TensorValue, gone: readonly number[], isKept: boolean, reduce: Reduce): GraphValue {
  // Over no axis, each number by itself is still squared, or made positive.
  if (gone.length === 0) {
    const alone = reduce(tf.reshape(x.tensor, [1, -1, 1]), [2])
    return tensorValue(tf.reshape(alone, x.tensor.shape), x.order)
  }
  const at = gone.map((axis) => x.order[axis] as number)
  const kept = reduceTogether(x.tensor, at, reduce)
  if (isKept) return tensorValue(kept, x.order)
  const shape = x.tensor.shape.filter((_, axis) => !at.includes(axis))
  return tensorValue(tf.reshape(kept, shape), withoutAxes(x.order, gone))
}

/** Axes are merged to at most three, of which the last or middle one is reduced, as backends support few cases well. */
function reduceTogether(x: tf.Tensor, axes: readonly number[], reduce: Reduce): tf.Tensor {
  const kept = x.shape.map((length, axis) => (axes.includes(axis) ? 1 : length))
  const sorted = axes.toSorted((a, b) => a - b)
  const [first, last] = [sorted[0] as number, sorted.at(-1) as number]
  const product = (lengths: readonly number[]) => lengths.reduce((size, length) => size * length, 1)
  if (last - first + 1 === sorted.length) {
    const [outer, inner] = [product(x.shape.slice(0, first)), product(x.shape.slice(last + 1))]
    return tf.reshape(reduce(tf.reshape(x, [outer, -1, inner]), [1]), kept)
  }
  const stays = x.shape.map((_, axis) => axis).filter((axis) => !axes.includes(axis))
  const moved = transposed(x, [...stays, ...sorted])
  const matrix = tf.reshape(moved, [product(stays.map((axis) => x.shape[axis] as number)), -1])
  return tf.reshape(reduce(matrix, [1]), kept)
}

const sum: Reduce = (x, axes) => tf.sum(x, axes)

export const REDUCTIONS: Operators = {
  ReduceMean: reduction((x, axes) => tf.mean(x, axes)),
  ReduceSum: reduction(sum, { start: 0, combine: (a, b) => a + b }),
  ReduceMax: reduction((x, axes) => tf.max(x, axes), { start: -Infinity, combine: Math.max }),
  ReduceMin: reduction((x, axes) => tf.min(x, axes), { start: Infinity, combine: Math.min }),
  ReduceProd: reduction((x, axes) => tf.prod(x, axes), { start: 1, combine: (a, b) => a * b }),
  ReduceL1: reduction((x, axes) => sum(tf.abs(x), axes)),
  ReduceL2: reduction((x, axes) => tf.sqrt(sum(tf.square(x), axes))),
  ReduceSumSquare: reduction((x, axes) => sum(tf.square(x), axes)),
  ReduceLogSumExp: reduction((x, axes) => tf.logSumExp(x, axes)),
  ReduceLogSum: reduction((x, axes) => tf.log(sum(x, axes))),
}
