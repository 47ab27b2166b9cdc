/** @file Arithmetic on known numbers: shapes, indices and constants. Nothing here touches the backend. */
import { countOf } from '../../../countOf'
import { quoteShape } from '../../../quote'
import type { NumberKind, Numbers } from '../graph/types'
import { MAX_HOST_NUMBERS } from '../limits'
import { broadcastShape } from './broadcast'
import { type HostValue, sizeOfShape } from './types'

/** @param values integers and bools as float64, floats as float32 */
export function hostValue(kind: NumberKind, shape: readonly number[], values: ArrayLike<number>): HostValue {
  const typed = kind === 'float' ? Float32Array.from(values) : Float64Array.from(values)
  return { kind, shape, values: typed }
}

export const hostInts = (values: readonly number[]): HostValue => hostValue('int', [values.length], values)

const stridesOf = (shape: readonly number[]): number[] => {
  const strides = new Array<number>(shape.length).fill(1)
  for (let axis = shape.length - 2; axis >= 0; axis--) {
    strides[axis] = (strides[axis + 1] as number) * (shape[axis + 1] as number)
  }
  return strides
}

/**
 * Selects numbers of `from`.
 *
 * @param sourceOf the index in `from` of the number at the given position, by axis; the array is reused between calls
 */
export function pick(
  from: HostValue,
  shape: readonly number[],
  sourceOf: (position: readonly number[]) => readonly number[],
): HostValue {
  const strides = stridesOf(from.shape)
  const values = emptyNumbers(from.kind, shape)
  const position = new Array<number>(shape.length).fill(0)
  for (let i = 0; i < values.length; i++) {
    values[i] = sourceOf(position).reduce((sum, at, axis) => sum + at * (strides[axis] as number), 0)
    values[i] = from.values[values[i] as number] as number
    for (let axis = shape.length - 1; axis >= 0; axis--) {
      position[axis] = (position[axis] as number) + 1
      if ((position[axis] as number) < (shape[axis] as number)) break
      position[axis] = 0
    }
  }
  return { kind: from.kind, shape, values }
}

function emptyNumbers(kind: NumberKind, shape: readonly number[]): Numbers {
  const size = sizeOfShape(checkHostShape(shape))
  return kind === 'float' ? new Float32Array(size) : new Float64Array(size)
}

/** Throws if it has more numbers than allowed in shape arithmetic. */
export function checkHostShape(shape: readonly number[]): readonly number[] {
  const size = sizeOfShape(shape)
  if (shape.every((length) => Number.isInteger(length) && length >= 0) && size <= MAX_HOST_NUMBERS) return shape
  throw new Error(`a constant of the shape ${quoteShape(shape)}, which is too large`)
}

/** Broadcasts to a shape. */
export function hostStretched(from: HostValue, shape: readonly number[]): HostValue {
  const whole = broadcastShape([from.shape, checkHostShape(shape)])
  if (whole.join() === from.shape.join()) return from
  const missing = whole.length - from.shape.length
  return pick(from, whole, (position) =>
    from.shape.map((length, axis) => (length === 1 ? 0 : (position[axis + missing] as number))),
  )
}

/** Elementwise, with broadcasting. */
export function combineHosts(
  values: readonly HostValue[],
  kind: NumberKind,
  combine: (...numbers: number[]) => number,
): HostValue {
  const shape = broadcastShape(values.map((value) => value.shape))
  const all = values.map((value) => hostStretched(value, shape).values)
  const result = emptyNumbers(kind, shape)
  for (let i = 0; i < result.length; i++) result[i] = combine(...all.map((numbers) => numbers[i] as number))
  return { kind, shape, values: result }
}

export function hostReshaped(value: HostValue, shape: readonly number[]): HostValue {
  if (sizeOfShape(checkHostShape(shape)) !== value.values.length) {
    throw new Error(`${countOf(value.values.length, 'number')} that are to have the shape ${quoteShape(shape)}`)
  }
  return { ...value, shape, ...(value.uploaded && { uploaded: value.uploaded.reshape([...shape]) }) }
}

/** @param axes counted from the front, of length 1 in the result */
export function reduceHost(
  value: HostValue,
  axes: readonly number[],
  start: number,
  combine: (sum: number, number: number) => number,
): HostValue {
  const shape = value.shape.map((length, axis) => (axes.includes(axis) ? 1 : length))
  const strides = stridesOf(shape)
  const own = stridesOf(value.shape)
  const result = emptyNumbers(value.kind, shape).fill(start)
  value.values.forEach((number, i) => {
    const at = value.shape.reduce((sum, length, axis) => {
      const position = Math.floor(i / (own[axis] as number)) % length
      return axes.includes(axis) ? sum : sum + position * (strides[axis] as number)
    }, 0)
    result[at] = combine(result[at] as number, number)
  })
  return { kind: value.kind, shape, values: result }
}
