/** @file New shapes and orders of axes, with unchanged numbers. */
import { checkComputedSize, stretched } from '../values/broadcast'
import { hostReshaped, hostStretched, pick } from '../values/host'
import { permuted, reshaped } from '../values/reshape'
import { axisOf, type GraphValue, isHost, shapeOf, sizeOfShape } from '../values/types'
import {
  type Call,
  type Compute,
  inputOf,
  knownInput,
  listOf,
  numberList,
  numberOf,
  type Operators,
  textOf,
} from './types'

export const withShape = (value: GraphValue, shape: readonly number[]): GraphValue =>
  isHost(value) ? hostReshaped(value, shape) : reshaped(value, shape)

export function withAxes(value: GraphValue, permutation: readonly number[]): GraphValue {
  if (!isHost(value)) return permuted(value, permutation)
  const shape = permutation.map((axis) => value.shape[axis] as number)
  const source = new Array<number>(shape.length)
  return pick(value, shape, (position) => {
    permutation.forEach((axis, i) => {
      source[axis] = position[i] as number
    })
    return source
  })
}

/** Resolves a target shape: 0 keeps a length, -1 takes the rest. */
function resolved(target: readonly number[], from: readonly number[], takesZero: boolean): number[] {
  const shape = target.map((length, axis) => (length === 0 && !takesZero ? (from[axis] ?? 0) : length))
  const open = shape.indexOf(-1)
  if (open >= 0) {
    const known = shape.reduce((product, length, axis) => (axis === open ? product : product * length), 1)
    shape[open] = known === 0 ? 0 : sizeOfShape(from) / known
  }
  return shape
}

const reshape: Compute = (call) => {
  const value = inputOf(call)
  const target = listOf(call, 'shape', 1) ?? []
  const takesZero = numberOf(call, 'allowzero', 0) === 1
  const exported = call.exportedShape?.(0)
  const shape = shapeOf(value)
  if (exported === undefined) return withShape(value, resolved(target, shape, takesZero))
  return withShape(value, forThisBatch(resolved(target, exported, takesZero), exported, shape))
}

/**
 * Adapts a shape for the exported number of images to the current batch: the axis of images is the one that differs
 * after equal numbers of values.
 */
function forThisBatch(target: readonly number[], exported: readonly number[], now: readonly number[]): number[] {
  const axis = exported.findIndex((length, i) => length !== now[i])
  if (axis < 0) return [...target]
  const factor = (now[axis] as number) / (exported[axis] as number)
  const before = sizeOfShape(exported.slice(0, axis))
  for (let at = 0; at < target.length; at++) {
    if (sizeOfShape(target.slice(0, at)) === before)
      return target.map((length, i) => (i === at ? length * factor : length))
  }
  throw new Error('a shape that mixes images; export the model with dynamic_axes, or dynamic_shapes, for the batch')
}

const transpose: Compute = (call) => {
  const value = inputOf(call)
  const rank = shapeOf(value).length
  const permutation = numberList(call, 'perm') ?? Array.from({ length: rank }, (_, axis) => rank - 1 - axis)
  if (new Set(permutation.map((axis) => axisOf(axis, rank))).size !== rank)
    throw new Error('a transposition of other axes')
  return withAxes(value, permutation)
}

const flatten: Compute = (call) => {
  const shape = shapeOf(inputOf(call))
  const given = numberOf(call, 'axis', 1)
  const axis = given < 0 ? given + shape.length : given
  return withShape(inputOf(call), [sizeOfShape(shape.slice(0, axis)), sizeOfShape(shape.slice(axis))])
}

const squeeze: Compute = (call) => {
  const shape = shapeOf(inputOf(call))
  const axes = listOf(call, 'axes', 1)?.map((axis) => axisOf(axis, shape.length))
  const isGone = (length: number, axis: number) => (axes === undefined ? length === 1 : axes.includes(axis))
  return withShape(
    inputOf(call),
    shape.filter((length, axis) => !isGone(length, axis)),
  )
}

const unsqueeze: Compute = (call) => {
  const shape = shapeOf(inputOf(call))
  const axes = listOf(call, 'axes', 1) ?? []
  const rank = shape.length + axes.length
  const added = axes.map((axis) => axisOf(axis, rank))
  let next = 0
  return withShape(
    inputOf(call),
    Array.from({ length: rank }, (_, axis) => (added.includes(axis) ? 1 : (shape[next++] as number))),
  )
}

const expand: Compute = (call) => {
  const value = inputOf(call)
  const target = [...(knownInput(call, 1)?.values ?? [])]
  const exported = call.exportedShape?.(0)
  const shape =
    exported === undefined
      ? target
      : target.map((length, axis) => {
          const own = axis - target.length + exported.length
          return exported[own] === length ? (shapeOf(value)[own] as number) : length
        })
  return isHost(value) ? hostStretched(value, shape) : stretched(value, shape)
}

/** Moves blocks of pixels to channels, or back, by a transposition between two shapes. */
const blocks =
  (isToSpace: boolean): Compute =>
  (call) => {
    const value = inputOf(call)
    const [batch, channels, height, width] = shapeOf(value) as [number, number, number, number]
    const side = numberOf(call, 'blocksize', 1)
    if (!isToSpace) {
      const cut = withShape(value, [batch, channels, height / side, side, width / side, side])
      return withShape(withAxes(cut, [0, 3, 5, 1, 2, 4]), [batch, channels * side * side, height / side, width / side])
    }
    const depth = channels / (side * side)
    const isRowFirst = textOf(call, 'mode', 'DCR') === 'CRD'
    const cut = withShape(
      value,
      isRowFirst ? [batch, depth, side, side, height, width] : [batch, side, side, depth, height, width],
    )
    const moved = withAxes(cut, isRowFirst ? [0, 1, 4, 2, 5, 3] : [0, 3, 4, 1, 5, 2])
    return withShape(moved, checkComputedSize([batch, depth, height * side, width * side]))
  }

export const MOVEMENTS: Operators = {
  Reshape: reshape,
  Transpose: transpose,
  Flatten: flatten,
  Squeeze: squeeze,
  Unsqueeze: unsqueeze,
  Expand: expand,
  DepthToSpace: blocks(true),
  SpaceToDepth: blocks(false),
}

/** The axis in a call's attribute. */
export const axisIn = (call: Call, rank: number, otherwise: number): number =>
  axisOf(numberOf(call, 'axis', otherwise), rank)
