/** @file Ops on several tensors with broadcasting. */
import { quoteShape } from '../../../quote'
import { MOST_NUMBERS } from '../../backend/boundedTensors'
import * as tf from '../../tf'
import { alignedTo } from './order'
import { type GraphValue, isHost, shapeOf, sizeOfShape, type TensorValue, tensorValue } from './types'

export function broadcastShape(shapes: readonly (readonly number[])[]): number[] {
  const rank = shapes.reduce((most, { length }) => Math.max(most, length), 0)
  return Array.from({ length: rank }, (_, axis) => {
    const lengths = shapes.map((shape) => shape[axis - rank + shape.length] ?? 1)
    const long = lengths.find((length) => length !== 1) ?? 1
    if (lengths.some((length) => length !== 1 && length !== long)) {
      throw new Error(`shapes ${shapes.slice(0, 3).map(quoteShape).join(' and ')} that do not fit`)
    }
    return long
  })
}

/** What one tensor may have at most, which is less where no batch of images is computed. */
let mostNumbers = MOST_NUMBERS

/** Runs something, which awaits nothing, with a smaller limit on the size of a tensor. */
export function withinNumbers<Result>(most: number, run: () => Result): Result {
  const before = mostNumbers
  mostNumbers = Math.min(before, most)
  try {
    return run()
  } finally {
    mostNumbers = before
  }
}

/** Throws if a tensor would exceed the largest size. */
export function checkComputedSize(shape: readonly number[]): readonly number[] {
  const size = sizeOfShape(shape)
  if (size <= mostNumbers && shape.every((length) => length >= 0)) return shape
  throw new Error(`a tensor of the shape ${quoteShape(shape)}, which is too large`)
}

/** The value whose order the others adopt: the one with most axes, and among those the largest. */
export function leading(values: readonly GraphValue[]): TensorValue {
  const rank = values.reduce((most, value) => Math.max(most, shapeOf(value).length), 0)
  const tensors = values.filter((value) => !isHost(value) && value.order.length === rank) as TensorValue[]
  const [first] = tensors.toSorted((a, b) => b.tensor.size - a.tensor.size)
  if (first !== undefined) return first
  return tensorValue(
    alignedTo(
      values[0] as GraphValue,
      Array.from({ length: rank }, (_, axis) => axis),
    ),
  )
}

type Combine = (...tensors: tf.Tensor[]) => tf.Tensor

/** All in one order of axes; `combine` broadcasts shapes of up to four axes itself. */
export function broadcast(values: readonly GraphValue[], combine: Combine): TensorValue {
  const { order } = leading(values)
  const tensors = values.map((value) => alignedTo(value, order))
  const shape = checkComputedSize(broadcastShape(tensors.map((tensor) => tensor.shape)))
  const result =
    shape.length <= 4 ? combine(...tensors) : tf.reshape(combine(...inFewerAxes(tensors, shape)), [...shape])
  return tensorValue(result, order)
}

/** Merges neighbouring axes if each tensor has all of them in full, or none. */
function inFewerAxes(tensors: readonly tf.Tensor[], shape: readonly number[]): tf.Tensor[] {
  const runs: number[][] = []
  const isWhole = (tensor: tf.Tensor, axis: number) => tensor.shape[axis] === shape[axis]
  const isOne = (tensor: tf.Tensor, axis: number) => tensor.shape[axis] === 1
  for (let axis = 0; axis < shape.length; axis++) {
    const run = runs.at(-1)
    const suits = (tensor: tf.Tensor) =>
      run?.every((other) => isWhole(tensor, other)) && isWhole(tensor, axis)
        ? true
        : run?.every((other) => isOne(tensor, other)) && isOne(tensor, axis)
    if (run !== undefined && tensors.every(suits)) run.push(axis)
    else runs.push([axis])
  }
  return tensors.map((tensor) =>
    tf.reshape(
      tensor,
      runs.map((run) => run.reduce((size, axis) => size * (tensor.shape[axis] as number), 1)),
    ),
  )
}

/** Broadcasts to a shape; the gradient is a sum, which every backend can differentiate any number of times. */
export function stretched(value: TensorValue, shape: readonly number[]): TensorValue {
  const whole = broadcastShape([shapeOf(value), checkComputedSize(shape)])
  if (whole.join() === shapeOf(value).join()) return value
  const zeros = tensorValue(tf.zeros(whole))
  return broadcast(
    [value.order.length === whole.length ? tensorValue(tf.zeros(asLies(value, whole)), value.order) : zeros, value],
    tf.add,
  )
}

/** The stored shape of a value of the given shape in the order of `value`. */
function asLies({ order }: TensorValue, shape: readonly number[]): number[] {
  const lies: number[] = []
  order.forEach((at, axis) => {
    lies[at] = shape[axis] as number
  })
  return lies
}
