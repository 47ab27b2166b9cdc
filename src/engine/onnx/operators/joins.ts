/** @file Concatenated, repeated and padded tensors. */
import * as tf from '../../tf'
import { alongAxisOf, cut } from '../values/axes'
import { broadcastShape, checkComputedSize, leading, stretched } from '../values/broadcast'
import { checkHostShape, pick } from '../values/host'
import { alignedTo } from '../values/order'
import {
  type GraphValue,
  type HostValue,
  isHost,
  shapeOf,
  sizeOfShape,
  type TensorValue,
  tensorOf,
  tensorValue,
} from '../values/types'
import { axisIn } from './movement'
import {
  type Compute,
  decline,
  inputOf,
  knownInput,
  listOf,
  numberList,
  numberOf,
  type Operators,
  textOf,
} from './types'

const concat: Compute = (call) => {
  const values = call.inputs.filter((value) => value !== undefined)
  const rank = shapeOf(values[0] as GraphValue).length
  const axis = axisIn(call, rank, 0)
  if (values.every(isHost)) return joinedHosts(values, axis)
  const same = sameBatch(values, axis)
  const { order } = leading(same)
  const tensors = same.map((value) => alignedTo(value, order))
  const at = order[axis] as number
  const [outer, inner] = [tensors[0]?.shape.slice(0, at) ?? [], tensors[0]?.shape.slice(at + 1) ?? []]
  const flat = tensors.map((x) => tf.reshape(x, [sizeOfShape(outer), x.shape[at] as number, sizeOfShape(inner)]))
  const joined = tf.concat(flat, 1)
  return tensorValue(tf.reshape(joined, [...outer, joined.shape[1] as number, ...inner]), order)
}

/** A class token exported for one image is repeated for the current batch. */
function sameBatch(values: readonly GraphValue[], axis: number): GraphValue[] {
  const shapes = values.map((value) => shapeOf(value).map((length, i) => (i === axis ? 1 : length)))
  const whole = broadcastShape(shapes)
  return values.map((value, i) => {
    if (shapes[i]?.join() === whole.join()) return value
    const target = whole.map((length, k) => (k === axis ? (shapeOf(value)[axis] as number) : length))
    return stretched(tensorOf(value), target)
  })
}

function joinedHosts(values: readonly HostValue[], axis: number): HostValue {
  const [first] = values as [HostValue]
  const lengths = values.map(({ shape }) => shape[axis] as number)
  const shape = checkHostShape(
    first.shape.map((length, i) => (i === axis ? lengths.reduce((a, b) => a + b, 0) : length)),
  )
  const inner = sizeOfShape(first.shape.slice(axis + 1))
  const outer = sizeOfShape(first.shape.slice(0, axis))
  const result: number[] = []
  for (let row = 0; row < outer; row++) {
    values.forEach(({ values: numbers }, i) => {
      const run = (lengths[i] as number) * inner
      for (const number of numbers.subarray(row * run, (row + 1) * run)) result.push(number)
    })
  }
  const kind = values.some((value) => value.kind === 'float') ? 'float' : first.kind
  return { kind, shape, values: kind === 'float' ? Float32Array.from(result) : Float64Array.from(result) }
}

const MOST_REPEATS = 4096

const tile: Compute = (call) => {
  let value = inputOf(call)
  const repeats = [...(knownInput(call, 1)?.values ?? [])]
  checkComputedSize(shapeOf(value).map((length, axis) => length * (repeats[axis] ?? 1)))
  repeats.forEach((count, axis) => {
    decline(count < 1 || count > MOST_REPEATS, `${count} as a number of repeats`)
    if (count === 1) return
    const own = value
    if (isHost(own)) {
      const shape = own.shape.map((length, i) => (i === axis ? length * count : length))
      value = pick(own, checkHostShape(shape), (position) => position.map((at, i) => at % (own.shape[i] as number)))
    } else value = alongAxisOf(own, axis, (x) => tf.concat(new Array<tf.Tensor3D>(count).fill(x), 1))
  })
  return value
}

/** The source of each number of a padded axis: reflected, repeated from the edge, or wrapped around. */
const SOURCES: Readonly<Record<string, (at: number, length: number) => number>> = {
  reflect: (at, length) => {
    const period = Math.max(1, 2 * (length - 1))
    const within = ((at % period) + period) % period
    return within < length ? within : period - within
  },
  edge: (at, length) => Math.min(Math.max(at, 0), length - 1),
  wrap: (at, length) => ((at % length) + length) % length,
}

const pad: Compute = (call) => {
  let value = tensorOf(inputOf(call))
  const shape = shapeOf(value)
  const pads = listOf(call, 'pads', 1) ?? numberList(call, 'paddings') ?? []
  const axes = listOf(call, 'axes', 3) ?? shape.map((_, axis) => axis)
  const mode = textOf(call, 'mode', 'constant')
  const fill = knownInput(call, 2)?.values[0] ?? numberOf(call, 'value', 0)
  const source = SOURCES[mode]
  decline(mode !== 'constant' && source === undefined, `padding by "${mode}"`)
  axes.forEach((given, i) => {
    const axis = given < 0 ? given + shape.length : given
    const [before, after] = [pads[i] as number, pads[i + axes.length] as number]
    if (before === 0 && after === 0) return
    const length = shape[axis] as number
    checkComputedSize(shape.map((each, k) => (k === axis ? each + before + after : each)))
    const begin = Math.max(0, -before)
    const left = length - begin - Math.max(0, -after)
    decline(left < 0, `padding of ${before} and ${after} to an axis of ${length}`)
    value = cut(value, axis, begin, left, 1) as TensorValue
    if (source !== undefined) {
      const [more, last] = [Math.max(0, before), left + Math.max(0, after)]
      const at = Array.from({ length: last + more }, (_, k) => source(k - more, left))
      value = alongAxisOf(value, axis, (x) => tf.gather(x, tf.tensor1d(at, 'int32'), 1))
      return
    }
    value = alongAxisOf(value, axis, (x) =>
      tf.pad(
        x,
        [
          [0, 0],
          [Math.max(0, before), Math.max(0, after)],
          [0, 0],
        ],
        fill,
      ),
    )
  })
  return value
}

export const JOINS: Operators = { Concat: concat, Tile: tile, Pad: pad }
