/** @file Triangles of matrices, and cumulative sums, which are products with one. */
import * as tf from '../../tf'
import { broadcast } from '../values/broadcast'
import { checkHostShape, combineHosts } from '../values/host'
import { axisOf, type HostValue, isHost, shapeOf, sizeOfShape, tensorOf } from '../values/types'
import { alongAxis } from './softmax'
import { type Compute, inputOf, knownInput, numberOf, type Operators } from './types'

/** Cumulative sums, as a product with a triangle of ones. */
const cumulativeSum: Compute = (call) => {
  const value = tensorOf(inputOf(call))
  const axis = axisOf(knownInput(call, 1)?.values[0] ?? 0, value.order.length)
  const length = shapeOf(value)[axis] as number
  const [isReverse, isExclusive] = [numberOf(call, 'reverse', 0) === 1, numberOf(call, 'exclusive', 0) === 1]
  const counts = (from: number, to: number) => (from === to ? !isExclusive : isReverse ? from > to : from < to)
  const ones = Float32Array.from({ length: sizeOfShape(checkHostShape([length, length])) }, (_, i) =>
    Number(counts(Math.floor(i / length), i % length)),
  )
  const matrix = tf.tensor2d(ones, [length, length])
  return alongAxis(value, axis, (rows) => tf.matMul(rows, matrix))
}

/** The part above or below a diagonal of the last two axes; zero elsewhere. */
const triangle: Compute = (call) => {
  const value = inputOf(call)
  const diagonal = knownInput(call, 1)?.values[0] ?? 0
  const isUpper = numberOf(call, 'upper', 1) === 1
  const shape = shapeOf(value).slice(-2) as number[]
  const [rows, columns] = checkHostShape(shape) as [number, number]
  const isKept = Float32Array.from({ length: rows * columns }, (_, i) => {
    const offset = (i % columns) - Math.floor(i / columns)
    return Number(isUpper ? offset >= diagonal : offset <= diagonal)
  })
  const mask: HostValue = { kind: 'float', shape, values: isKept }
  if (!isHost(value)) return broadcast([value, mask], (a, b) => tf.mul(a as tf.Tensor, b as tf.Tensor))
  return combineHosts([value, mask], value.kind, (number, kept) => (kept === 0 ? 0 : (number as number)))
}

export const TRIANGLES: Operators = { CumSum: cumulativeSum, Trilu: triangle }
