/** @file Parts of tensors. */
import { quoteShape } from '../../../quote'
import * as tf from '../../tf'
import { alongAxisOf, cut } from '../values/axes'
import { checkComputedSize } from '../values/broadcast'
import { checkHostShape, pick } from '../values/host'
import { withoutAxes } from '../values/order'
import { type HostValue, isHost, shapeOf, sizeOfShape, type TensorValue, tensorValue } from '../values/types'
import { axisIn, withShape } from './movement'
import { type Compute, decline, inputOf, knownInput, listOf, numberOf, type Operators } from './types'

const slice: Compute = (call) => {
  let value = inputOf(call)
  const shape = shapeOf(value)
  const starts = listOf(call, 'starts', 1) ?? []
  const ends = listOf(call, 'ends', 2) ?? []
  const axes = listOf(call, 'axes', 3) ?? starts.map((_, axis) => axis)
  const steps = [...(knownInput(call, 4)?.values ?? starts.map(() => 1))]
  starts.forEach((start, i) => {
    const axis = (axes[i] as number) < 0 ? (axes[i] as number) + shape.length : (axes[i] as number)
    const length = shape[axis]
    const step = steps[i] as number
    if (length === undefined || !Number.isInteger(step) || step === 0) throw new Error('a slice of no axis')
    const within = (at: number, least: number, most: number) =>
      Math.min(Math.max(at < 0 ? at + length : at, least), most)
    const begin = step > 0 ? within(start, 0, length) : within(start, 0, length - 1)
    const end = step > 0 ? within(ends[i] as number, 0, length) : within(ends[i] as number, -1, length - 1)
    const count = Math.max(0, Math.ceil((end - begin) / step))
    value = cut(value, axis, begin, count, step)
  })
  return value
}

const gather: Compute = (call) => {
  const value = inputOf(call)
  const shape = shapeOf(value)
  const axis = axisIn(call, shape.length, 0)
  const indices = knownInput(call, 1) as HostValue
  const length = shape[axis] as number
  const at = Array.from(indices.values, (index) => (index < 0 ? index + length : index))
  if (at.some((index) => !(index >= 0 && index < length))) throw new Error(`an index beyond an axis of ${length}`)
  const result = [...shape.slice(0, axis), ...indices.shape, ...shape.slice(axis + 1)]
  if (isHost(value)) {
    const count = indices.shape.length
    const lengths = checkHostShape([...shape.slice(0, axis), at.length, ...shape.slice(axis + 1)])
    const flat = pick(value, lengths, (position) => position.map((p, i) => (i === axis ? (at[p] as number) : p)))
    return count === 1 ? flat : withShape(flat, result)
  }
  const taken = at.every((index, i) => index === (at[0] as number) + i)
    ? (cut(value, axis, at[0] ?? 0, at.length, 1) as TensorValue)
    : alongAxisOf(value, axis, (x) => tf.gather(x, tf.tensor1d(at, 'int32'), 1))
  if (indices.shape.length === 1) return taken
  if (indices.shape.length > 0) return withShape(taken, checkComputedSize(result))
  const left = taken.tensor.shape.toSpliced(taken.order[axis] as number, 1)
  return tensorValue(tf.reshape(taken.tensor, left), withoutAxes(taken.order, [axis]))
}

/** Each tuple of indices selects along as many of the first axes as it is long. */
const gatherND: Compute = (call) => {
  decline(numberOf(call, 'batch_dims', 0) !== 0, 'gathering by batch')
  const value = inputOf(call)
  const shape = shapeOf(value)
  const indices = knownInput(call, 1) as HostValue
  const depth = indices.shape.at(-1) ?? 0
  const [picked, rest] = [shape.slice(0, depth), shape.slice(depth)]
  const flat = Array.from({ length: indices.values.length / depth }, (_, i) =>
    picked.reduce((at, length, axis) => {
      const index = indices.values[i * depth + axis] as number
      return at * length + (index < 0 ? index + length : index)
    }, 0),
  )
  const rows = withShape(value, [sizeOfShape(picked), ...rest])
  const at: HostValue = { kind: 'int', shape: indices.shape.slice(0, -1), values: Float64Array.from(flat) }
  return gather({ ...call, attributes: new Map(), inputs: [rows, at] })
}

const split: Compute = (call) => {
  const value = inputOf(call)
  const shape = shapeOf(value)
  const axis = axisIn(call, shape.length, 0)
  const length = shape[axis] as number
  const even = Math.ceil(length / numberOf(call, 'num_outputs', call.outputs))
  const sizes =
    listOf(call, 'split', 1) ??
    Array.from({ length: call.outputs }, (_, i) => Math.min(even, Math.max(0, length - i * even)))
  if (sizes.reduce((sum, size) => sum + size, 0) !== length)
    throw new Error(`parts of ${quoteShape(sizes)} of ${length}`)
  let begin = 0
  return sizes.map((size) => {
    begin += size
    return cut(value, axis, begin - size, size, 1)
  })
}

export const PARTS: Operators = { Slice: slice, Gather: gather, GatherND: gatherND, Split: split }
