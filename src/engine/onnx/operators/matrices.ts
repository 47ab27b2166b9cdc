/** @file Products of matrices. */
import { quoteShape } from '../../../quote'
import * as tf from '../../tf'
import { broadcast, broadcastShape, checkComputedSize, stretched } from '../values/broadcast'
import { asGiven, sameShape } from '../values/order'
import { reshaped } from '../values/reshape'
import { type GraphValue, inGivenOrder, shapeOf, type TensorValue, tensorOf, tensorValue } from '../values/types'
import { type Call, type Compute, decline, inputOf, numberOf, type Operators } from './types'

/** Matrix product over the last two axes, with broadcasting of the others. */
export function product(a: TensorValue, b: TensorValue): TensorValue {
  const [left, right] = [shapeOf(a), shapeOf(b)]
  if (left.length === 0 || right.length === 0) throw new Error('a product with a scalar')
  if (left.length === 1) return withoutAxis(product(reshaped(a, [1, ...left]), b), -2)
  if (right.length === 1) return withoutAxis(product(a, reshaped(b, [...right, 1])), -1)
  if (left.at(-1) !== right.at(-2)) throw new Error(`a product of ${quoteShape(left)} and ${quoteShape(right)}`)
  return right.length === 2 ? byMatrix(a, b) : byMatrices(a, b)
}

function withoutAxis(value: TensorValue, axis: -1 | -2): TensorValue {
  return reshaped(value, shapeOf(value).toSpliced(axis, 1))
}

/** Whether the last two axes are swapped, and the tensor before that. */
function matrix({ tensor, order }: TensorValue): { readonly tensor: tf.Tensor; readonly isTransposed: boolean } {
  const rank = order.length
  const swapped = [...inGivenOrder(rank).slice(0, -2), rank - 1, rank - 2]
  if (sameShape(order, swapped)) return { tensor, isTransposed: true }
  return { tensor: asGiven({ tensor, order }), isTransposed: false }
}

/** Rows may be in any order, as long as the summed axis is last. */
function byMatrix(a: TensorValue, b: TensorValue): TensorValue {
  const rank = a.order.length
  const isLast = a.order[rank - 1] === rank - 1
  const rows = isLast ? a.tensor : asGiven(a)
  const { tensor, isTransposed } = matrix(b)
  const [inner, out] = shapeOf(b) as [number, number]
  const flat = tf.matMul(tf.reshape(rows, [-1, inner]) as tf.Tensor2D, tensor as tf.Tensor2D, false, isTransposed)
  return tensorValue(tf.reshape(flat, [...rows.shape.slice(0, -1), out]), isLast ? a.order : inGivenOrder(rank))
}

function byMatrices(a: TensorValue, b: TensorValue): TensorValue {
  const [left, right] = [shapeOf(a), shapeOf(b)]
  const outer = broadcastShape([left.slice(0, -2), right.slice(0, -2)])
  const whole = (value: TensorValue, shape: readonly number[]) =>
    sameShape(shape.slice(0, -2), outer) ? value : stretched(value, [...outer, ...shape.slice(-2)])
  const [x, y] = [matrix(whole(a, left)), matrix(whole(b, right))]
  const shape = checkComputedSize([...outer, left.at(-2) as number, right.at(-1) as number])
  const stacked = (tensor: tf.Tensor) =>
    tf.reshape(tensor, [-1, tensor.shape.at(-2) as number, tensor.shape.at(-1) as number]) as tf.Tensor3D
  const result = tf.matMul(stacked(x.tensor), stacked(y.tensor), x.isTransposed, y.isTransposed)
  return tensorValue(tf.reshape(result, [...shape]))
}

export type PreparedGemm = { readonly weight: tf.Tensor; readonly bias: tf.Tensor | null }

function prepareGemm(call: Call): PreparedGemm {
  const given = asGiven(inputOf(call, 1))
  const weight = numberOf(call, 'transB', 0) === 1 ? tf.transpose(given) : given
  const alpha = numberOf(call, 'alpha', 1)
  const bias = call.inputs[2]
  const beta = numberOf(call, 'beta', 1)
  const scaled = (tensor: tf.Tensor, by: number) => (by === 1 ? tensor : tf.mul(tensor, by))
  return { weight: scaled(weight, alpha), bias: bias === undefined ? null : scaled(asGiven(bias), beta) }
}

const gemm: Compute = (call) => {
  const { weight, bias } = (call.prepared ?? prepareGemm(call)) as PreparedGemm
  const given = asGiven(inputOf(call)) as tf.Tensor2D
  if (given.rank !== 2 || weight.rank !== 2) throw new Error('a product that is not of two matrices')
  const result = tf.matMul(given, weight as tf.Tensor2D, numberOf(call, 'transA', 0) === 1, false)
  return tensorValue(bias === null ? result : tf.add(result, bias))
}

/** For one or two tensors without diagonals: by sums, products and one matrix product. */
const einsum: Compute = (call) => {
  const equation = String(call.attributes.get('equation') ?? '').replaceAll(' ', '')
  const [given = '', wanted] = equation.split('->')
  const names = given.split(',').map((part) => [...part])
  const values = call.inputs.map((_, at) => tensorOf(inputOf(call, at)))
  decline(names.length !== values.length || names.length !== 2 || wanted === undefined, `the equation "${equation}"`)
  decline(
    equation.includes('.') || names.some((part) => new Set(part).size < part.length),
    `the equation "${equation}"`,
  )
  const [a, b] = names as [string[], string[]]
  const out = [...(wanted as string)]
  const lengths = new Map<string, number>()
  names.forEach((part, at) => {
    part.forEach((name, axis) => {
      lengths.set(name, shapeOf(values[at] as TensorValue)[axis] as number)
    })
  })
  const both = a.filter((name) => b.includes(name) && out.includes(name))
  const summed = a.filter((name) => b.includes(name) && !out.includes(name))
  const [left, right] = [a.filter((name) => !b.includes(name)), b.filter((name) => !a.includes(name))]
  decline(
    [...left, ...right].some((name) => !out.includes(name)),
    `the equation "${equation}"`,
  )
  const size = (axes: readonly string[]) => axes.reduce((count, name) => count * (lengths.get(name) as number), 1)
  const arranged = (value: TensorValue, from: readonly string[], to: readonly string[], shape: number[]) => {
    const permutation = to.map((name) => from.indexOf(name))
    return reshaped({ tensor: value.tensor, order: permutation.map((axis) => value.order[axis] as number) }, shape)
  }
  const x = arranged(values[0] as TensorValue, a, [...both, ...left, ...summed], [size(both), size(left), size(summed)])
  const y = arranged(
    values[1] as TensorValue,
    b,
    [...both, ...summed, ...right],
    [size(both), size(summed), size(right)],
  )
  const axes = [...both, ...left, ...right]
  const result = reshaped(
    product(x, y),
    axes.map((name) => lengths.get(name) as number),
  )
  return { tensor: result.tensor, order: out.map((name) => result.order[axes.indexOf(name)] as number) }
}

export const MATRICES: Operators = {
  MatMul: (call) => product(tensorOf(inputOf(call)), tensorOf(inputOf(call, 1))),
  Gemm: { compute: gemm, prepare: prepareGemm },
  Einsum: einsum,
}

/** For attention, which consists of products. */
export const added = (a: GraphValue, b: GraphValue): TensorValue =>
  broadcast([a, b], (x, y) => tf.add(x as tf.Tensor, y as tf.Tensor))
