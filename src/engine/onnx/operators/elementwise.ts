/** @file Elementwise operators, with broadcasting. */
import * as tf from '../../tf'
import { kindOfDataType } from '../file/tensors'
import type { NumberKind } from '../graph/types'
import { broadcast, broadcastShape, stretched } from '../values/broadcast'
import { combineHosts, hostStretched } from '../values/host'
import { alignedTo, likeOrder } from '../values/order'
import { type GraphValue, type HostValue, isHost, shapeOf, tensorValue } from '../values/types'
import { type Call, type Compute, inputOf, numberOf, type Operators } from './types'

/** The result for two constants; ONNX's integer division rounds towards zero. */
const kindOf = (values: readonly HostValue[]): NumberKind =>
  values.some(({ kind }) => kind === 'float') ? 'float' : (values[0]?.kind ?? 'int')

function arithmetic(
  ofNumbers: (a: number, b: number) => number,
  ofTensors: (a: tf.Tensor, b: tf.Tensor) => tf.Tensor,
): Compute {
  return (call) => {
    const values = [inputOf(call), inputOf(call, 1)]
    if (values.every(isHost)) {
      const kind = kindOf(values)
      return combineHosts(values, kind, (a, b) => {
        const result = ofNumbers(a as number, b as number)
        return kind === 'int' ? Math.trunc(result) : result
      })
    }
    return broadcast(values, (a, b) => ofTensors(asFloat(a as tf.Tensor), asFloat(b as tf.Tensor)))
  }
}

const asFloat = (x: tf.Tensor): tf.Tensor => (x.dtype === 'float32' ? x : tf.cast(x, 'float32'))

function comparison(
  ofNumbers: (a: number, b: number) => boolean,
  ofTensors: (a: tf.Tensor, b: tf.Tensor) => tf.Tensor,
): Compute {
  return (call) => {
    const values = [inputOf(call), inputOf(call, 1)]
    if (values.every(isHost)) return combineHosts(values, 'bool', (a, b) => Number(ofNumbers(a as number, b as number)))
    return broadcast(values, (a, b) => ofTensors(a as tf.Tensor, b as tf.Tensor))
  }
}

/** tfjs's gradients of minimum and maximum do not sum over broadcast axes. */
const ofOneShape =
  (combine: typeof tf.minimum) =>
  (a: tf.Tensor, b: tf.Tensor): tf.Tensor => {
    const zeros = tf.zeros(broadcastShape([a.shape, b.shape]))
    const [x, y] = [a, b].map((each) => (each.size === zeros.size ? each : tf.add(each, zeros))) as [
      tf.Tensor,
      tf.Tensor,
    ]
    return combine(x, y)
  }

function question(ofNumbers: (x: number) => boolean, ofTensor: (x: tf.Tensor) => tf.Tensor): Compute {
  return (call) => {
    const x = inputOf(call)
    if (isHost(x)) return combineHosts([x], 'bool', (number) => Number(ofNumbers(number as number)))
    return likeOrder(ofTensor(asFloat(x.tensor)), x)
  }
}

/** For any number of tensors. */
function folded(
  ofNumbers: (a: number, b: number) => number,
  ofTensors: (a: tf.Tensor, b: tf.Tensor) => tf.Tensor,
): Compute {
  const two = arithmetic(ofNumbers, ofTensors)
  return (call) => {
    const values = call.inputs.filter((value) => value !== undefined)
    return values
      .slice(1)
      .reduce<GraphValue>((sum, value) => two({ ...call, inputs: [sum, value] }) as GraphValue, values[0] as GraphValue)
  }
}

export function unary(ofNumbers: (x: number) => number, ofTensor: (x: tf.Tensor) => tf.Tensor): Compute {
  return (call) => {
    const x = inputOf(call)
    if (isHost(x)) return combineHosts([x], x.kind, (number) => ofNumbers(number as number))
    return likeOrder(ofTensor(asFloat(x.tensor)), x)
  }
}

/** Powers without a logarithm, which negative numbers lack. */
function power(base: tf.Tensor, exponent: tf.Tensor, known: number | undefined): tf.Tensor {
  if (known === 1) return base
  if (known === 2) return tf.square(base)
  if (known === 3) return tf.mul(tf.square(base), base)
  if (known === 0.5) return tf.sqrt(base)
  if (known === -0.5) return tf.rsqrt(base)
  if (known === -1) return tf.reciprocal(base)
  return tf.pow(base, exponent)
}

const pow: Compute = (call) => {
  const exponent = inputOf(call, 1)
  const known = isHost(exponent) && exponent.values.length === 1 ? exponent.values[0] : undefined
  return arithmetic(
    (a, b) => a ** b,
    (a, b) => power(a, b, known),
  )(call)
}

const modulo: Compute = (call) => {
  const isC = numberOf(call, 'fmod', 0) === 1
  return arithmetic(
    (a, b) => (isC ? a % b : a - b * Math.floor(a / b)),
    // tf.mod rounds down as Python does; C's remainder is that of the sizes, with the sign of the first.
    (a, b) => (isC ? tf.mul(tf.sign(a), tf.mod(tf.abs(a), tf.abs(b))) : tf.mod(a, b)),
  )(call)
}

const isInfinite: Compute = (call) => {
  const looksAbove = numberOf(call, 'detect_positive', 1) === 1
  const looksBelow = numberOf(call, 'detect_negative', 1) === 1
  const isMeant = (x: number) =>
    (looksAbove && x === Number.POSITIVE_INFINITY) || (looksBelow && x === Number.NEGATIVE_INFINITY)
  return question(isMeant, (x) => {
    const [above, below] = [looksAbove ? tf.greater(x, 0) : null, looksBelow ? tf.less(x, 0) : null]
    if (above !== null && below !== null) return tf.isInf(x)
    return tf.logicalAnd(tf.isInf(x), above ?? below ?? tf.zerosLike(tf.isInf(x)))
  })(call)
}

const where: Compute = (call) => {
  const values = [inputOf(call), inputOf(call, 1), inputOf(call, 2)]
  const [condition, yes, no] = values as [GraphValue, GraphValue, GraphValue]
  if (values.every(isHost)) {
    const [, a, b] = values as HostValue[]
    return combineHosts(values, kindOf([a as HostValue, b as HostValue]), (c, y, n) => (c ? y : n) as number)
  }
  const shape = broadcastShape(values.map(shapeOf))
  const whole = (value: GraphValue) => (isHost(value) ? hostStretched(value, shape) : stretched(value, shape))
  const lead = [yes, no].map(whole).find((value) => !isHost(value)) ?? tensorValue(tf.zeros(shape))
  const order = isHost(lead) ? [] : lead.order
  const isTrue = isHost(condition) ? hostStretched(condition, shape) : stretched(condition, shape)
  const picked = tf.where(
    tf.cast(alignedTo(isTrue, order), 'bool'),
    asFloat(alignedTo(whole(yes), order)),
    asFloat(alignedTo(whole(no), order)),
  )
  return tensorValue(picked, order)
}

/** Whole numbers of fewer than 64 bits, in which larger ones wrap around, by TensorProto.DataType. */
const WRAPPED: ReadonlyMap<number, (number: number) => number> = new Map(
  (
    [
      [2, Uint8Array],
      [3, Int8Array],
      [4, Uint16Array],
      [5, Int16Array],
      [6, Int32Array],
      [12, Uint32Array],
    ] as const
  ).map(([type, Numbers]) => [type, (number) => Numbers.of(number)[0] as number]),
)

function cast(call: Call, kind: NumberKind | undefined, type = 0): GraphValue {
  const x = inputOf(call)
  if (kind === undefined) throw new Error('it casts to a kind of number that is not computed here')
  if (isHost(x)) {
    const wrapped = WRAPPED.get(type)
    if (wrapped !== undefined) return combineHosts([x], kind, (number) => wrapped(number as number))
    if (kind === x.kind) return x
    const convert = kind === 'bool' ? (n: number) => Number(n !== 0) : kind === 'int' ? Math.trunc : (n: number) => n
    return combineHosts([x], kind, (number) => convert(number as number))
  }
  if (kind === 'bool') return likeOrder(tf.notEqual(x.tensor, 0), x)
  return kind === 'float'
    ? likeOrder(asFloat(x.tensor), x)
    : likeOrder(tf.cast(tf.cast(x.tensor, 'int32'), 'float32'), x)
}

const same: Compute = (call) => [inputOf(call)]
const logical = (ofNumbers: (a: number, b: number) => boolean, ofTensors: typeof tf.logicalAnd): Compute =>
  comparison(ofNumbers, (a, b) => ofTensors(tf.cast(a, 'bool'), tf.cast(b, 'bool')))

export const ELEMENTWISE: Operators = {
  Add: arithmetic((a, b) => a + b, tf.add),
  Sub: arithmetic((a, b) => a - b, tf.sub),
  Mul: arithmetic((a, b) => a * b, tf.mul),
  Div: arithmetic((a, b) => a / b, tf.div),
  Mod: modulo,
  Pow: pow,
  Min: folded(Math.min, ofOneShape(tf.minimum)),
  Max: folded(Math.max, ofOneShape(tf.maximum)),
  Sum: folded((a, b) => a + b, tf.add),
  Equal: comparison((a, b) => a === b, tf.equal),
  Greater: comparison((a, b) => a > b, tf.greater),
  GreaterOrEqual: comparison((a, b) => a >= b, tf.greaterEqual),
  Less: comparison((a, b) => a < b, tf.less),
  LessOrEqual: comparison((a, b) => a <= b, tf.lessEqual),
  And: logical((a, b) => a !== 0 && b !== 0, tf.logicalAnd),
  Or: logical((a, b) => a !== 0 || b !== 0, tf.logicalOr),
  Not: (call) => {
    const x = inputOf(call)
    if (isHost(x)) return combineHosts([x], 'bool', (number) => Number(number === 0))
    return likeOrder(tf.logicalNot(tf.cast(x.tensor, 'bool')), x)
  },
  IsNaN: question(Number.isNaN, tf.isNaN),
  IsInf: isInfinite,
  Where: where,
  Neg: unary((x) => -x, tf.neg),
  Abs: unary(Math.abs, tf.abs),
  Sqrt: unary(Math.sqrt, tf.sqrt),
  Exp: unary(Math.exp, tf.exp),
  Log: unary(Math.log, tf.log),
  Reciprocal: unary((x) => 1 / x, tf.reciprocal),
  Floor: unary(Math.floor, tf.floor),
  Ceil: unary(Math.ceil, tf.ceil),
  Sign: unary(Math.sign, tf.sign),
  Sin: unary(Math.sin, tf.sin),
  Cos: unary(Math.cos, tf.cos),
  Identity: same,
  // Without the rarely used mask.
  Dropout: same,
  Cast: (call) => cast(call, kindOfDataType(numberOf(call, 'to', 0)), numberOf(call, 'to', 0)),
  CastLike: (call) => {
    const like = inputOf(call, 1)
    return cast(call, isHost(like) ? like.kind : like.tensor.dtype === 'bool' ? 'bool' : 'float')
  },
}
