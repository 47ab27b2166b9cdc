/** @file One row for each op whose second derivative is tested, and a small net for all of them together. */
import type { ActivationName } from '../engine/architectures/activationNames'
import { ACTIVATIONS } from '../engine/architectures/activations'
import { crossEntropy } from '../engine/gradients/crossEntropy'
import * as tf from '../engine/tf'
import { uniform } from './finiteDifferences'

export interface Row {
  readonly op: string
  /** What is differentiated by x and then by w. */
  readonly apply: (x: tf.Tensor, w: tf.Tensor) => tf.Tensor
  readonly x: () => tf.Tensor
  readonly w: () => tf.Tensor
  /** Finite difference step, 0.02 unless told. */
  readonly step?: number
  /** What the row shows when the mend is taken out. Absent: right as shipped. */
  readonly stock?: 'wrong' | 'throws'
}

const smooth = (shape: readonly number[]) => () => uniform(shape, -1.5, 1.5, 5)
const positive = (shape: readonly number[]) => () => uniform(shape, 0.5, 2, 5)
/** At least 0.3 from zero, of both signs. */
const awayFromZero = (shape: readonly number[]) => () =>
  tf.tidy(() => tf.add(smooth(shape)(), tf.mul(tf.sign(smooth(shape)()), 0.3)))
/** A shuffled ladder, so that no two values of a window are near each other. */
const distinct = (shape: readonly number[]) => () => {
  const size = sizeOf(shape)
  const ladder = Array.from({ length: size }, (_, i) => (((i * 37) % size) - size / 2) / 20)
  return tf.tensor(ladder, [...shape])
}
const nearOne = (shape: readonly number[]) => () => uniform(shape, 0.9, 1.1, 7)

/** A row for op(x * w). */
function ofProduct<Z extends tf.Tensor>(
  op: string,
  f: (z: Z) => tf.Tensor,
  x: () => tf.Tensor,
  rest: Pick<Row, 'stock' | 'step'> = {},
): Row {
  const w = () => tf.tidy(() => nearOne(x().shape)())
  return { op, apply: (input, factor) => f(tf.mul(input, factor) as Z), x, w, ...rest }
}

const VECTOR = [12]
const MATRIX = [3, 5]
const image = (side: number) => [2, side, side, 2] as const
const wrong = { stock: 'wrong' } as const
const throws = { stock: 'throws' } as const
/** A step below the distance of two values, within which the row is linear. */
const ofDistinct = { stock: 'throws', step: 2e-3 } as const

function attention(z: tf.Tensor2D): tf.Tensor {
  return tf.matMul(tf.softmax(tf.matMul(z, z, false, true)), z)
}

function layerNorm(z: tf.Tensor2D): tf.Tensor {
  const centred = tf.sub(z, tf.mean(z, 1, true))
  return tf.div(centred, tf.sqrt(tf.add(tf.mean(tf.square(centred), 1, true), 1e-5)))
}

const UNEVEN: tf.backend_util.ExplicitPadding = [
  [0, 0],
  [0, 2],
  [0, 2],
  [0, 0],
]

type Padding = number | 'same' | 'valid' | tf.backend_util.ExplicitPadding

function convolution(op: string, side: number, kernel: number, stride: number, pad: Padding): Row {
  return {
    op: `conv2d ${kernel}x${kernel}, stride ${stride}, ${op}`,
    apply: (x, w) => tf.conv2d(x as tf.Tensor4D, w as tf.Tensor4D, stride, pad),
    x: smooth(image(side)),
    w: () => uniform([kernel, kernel, 2, 3], -0.5, 0.5, 7),
  }
}

export const ROWS: readonly Row[] = [
  ofProduct('abs', tf.abs, awayFromZero(VECTOR)),
  ofProduct('add, sub, mul, div', (z) => tf.div(tf.sub(tf.add(z, 1), tf.mul(z, z)), tf.add(z, 3)), smooth(VECTOR)),
  ofProduct(
    'batchNorm, frozen',
    (z) => tf.batchNorm(z, [0.1, 0.2], [0.5, 2], [0.3, -0.1], [1.5, 0.7]),
    smooth(image(3)),
  ),
  ofProduct('clipByValue', (z) => tf.clipByValue(z, -0.1, 9), awayFromZero(VECTOR), throws),
  ofProduct('concat, stack', (z) => tf.concat([z, tf.stack([z, tf.square(z)]).reshape([6, 5])]), smooth(MATRIX)),
  ofProduct(
    'cross-entropy',
    (z: tf.Tensor2D) => crossEntropy(z, tf.tensor1d([0, 4, 2], 'int32')),
    smooth(MATRIX),
    wrong,
  ),
  ofProduct('elu', tf.elu, awayFromZero(VECTOR), throws),
  ofProduct('erf', tf.erf, smooth(VECTOR)),
  ofProduct('exp', tf.exp, smooth(VECTOR), wrong),
  ofProduct('gather', (z) => tf.gather(z, tf.tensor1d([2, 0, 2, 1], 'int32')), smooth(MATRIX)),
  ofProduct('gather, axis 1', (z) => tf.gather(z, tf.tensor1d([2, 0, 2, 4], 'int32'), 1), smooth(MATRIX)),
  ofProduct('gelu', ACTIVATIONS.gelu, smooth(VECTOR)),
  ofProduct('layer norm', layerNorm, smooth(MATRIX)),
  ofProduct('leakyRelu', (z) => tf.leakyRelu(z, 0.1), awayFromZero(VECTOR), throws),
  ofProduct('log', tf.log, positive(VECTOR)),
  ofProduct('logSumExp', (z) => tf.logSumExp(z, 1), smooth(MATRIX), throws),
  ofProduct('max', (z) => tf.max(z, 1), distinct(MATRIX), ofDistinct),
  ofProduct('maximum, minimum', (z) => tf.minimum(tf.maximum(z, 0), 9), awayFromZero(VECTOR), throws),
  ofProduct('mean', (z) => tf.mean(z, [1, 2]), smooth(image(3))),
  ofProduct('min', (z) => tf.min(z, 1), distinct(MATRIX), ofDistinct),
  ofProduct('pad', (z) => tf.pad(z, [[1, 0], [0, 2]]), smooth(MATRIX)), // biome-ignore format: one row
  ofProduct('pow, square, reciprocal', (z) => tf.pow(tf.reciprocal(tf.square(z)), 1.5), positive(VECTOR)),
  ofProduct('pow by the exponent', (z) => tf.pow(1.7, z), smooth(VECTOR), wrong),
  ofProduct('relu', ACTIVATIONS.relu, awayFromZero(VECTOR)),
  ofProduct('relu6', tf.relu6, awayFromZero(VECTOR), throws),
  ofProduct('reshape, transpose', (z) => tf.transpose(tf.reshape(z, [5, 3])), smooth(MATRIX)),
  ofProduct('rsqrt', tf.rsqrt, positive(VECTOR)),
  ofProduct('selu', tf.selu, awayFromZero(VECTOR), throws),
  ofProduct('sigmoid', tf.sigmoid, smooth(VECTOR), wrong),
  ofProduct('sign', (z) => tf.mul(tf.sign(z), tf.square(z)), awayFromZero(VECTOR)),
  ofProduct('silu', ACTIVATIONS.silu, smooth(VECTOR), wrong),
  ofProduct('slice', (z) => tf.slice(z, [1, 1], [2, 3]), smooth(MATRIX)),
  ofProduct('softmax', tf.softmax, smooth(MATRIX), wrong),
  ofProduct('softmax attention', attention, smooth(MATRIX), wrong),
  ofProduct('softplus', ACTIVATIONS.softplus, smooth(VECTOR)),
  ofProduct('sqrt', tf.sqrt, positive(VECTOR)),
  ofProduct('sum', (z) => tf.sum(z, 1, true), smooth(MATRIX)),
  ofProduct('tanh', tf.tanh, smooth(VECTOR), wrong),
  ofProduct('where', (z) => tf.where(tf.greater(z, 0), tf.square(z), z), awayFromZero(VECTOR), throws),
  { op: 'matMul', apply: (x, w) => tf.matMul(x, w), x: smooth(MATRIX), w: () => uniform([5, 4], -1, 1, 7) },
  convolution('same', 4, 3, 1, 'same'),
  convolution('same', 5, 3, 2, 'same'),
  convolution('pad 1', 6, 3, 2, 1),
  convolution('valid', 5, 1, 2, 'valid'),
  convolution('pad 3', 8, 7, 2, 3),
  convolution('uneven pad', 4, 3, 1, UNEVEN),
  ofProduct('maxPool 2x2, stride 2', (z: tf.Tensor4D) => tf.maxPool(z, 2, 2, 'valid'), distinct(image(4)), ofDistinct),
  ofProduct(
    'maxPool 3x3, stride 2, same',
    (z: tf.Tensor4D) => tf.maxPool(z, 3, 2, 'same'),
    distinct(image(6)),
    ofDistinct,
  ),
  ofProduct('maxPool 3x3, stride 2, pad 1', (z: tf.Tensor4D) => tf.maxPool(z, 3, 2, 1), distinct(image(5)), ofDistinct),
  ofProduct('avgPool 2x2, stride 2', (z: tf.Tensor4D) => tf.avgPool(z, 2, 2, 'valid'), smooth(image(4)), throws),
  ofProduct('avgPool 3x3, stride 2, same', (z: tf.Tensor4D) => tf.avgPool(z, 3, 2, 'same'), smooth(image(6)), throws),
]

/** ||dL/dx||^2 as a function of w, where L weighs the row's values and their squares. */
export function squaredGradientNorm(row: Row, x: tf.Tensor): (w: tf.Tensor) => tf.Tensor {
  return (w) => {
    const loss = (input: tf.Tensor) => {
      const y = row.apply(input, w)
      return tf.sum(tf.add(tf.mul(uniform(y.shape, 0.5, 1.5, 3), y), tf.mul(0.5, tf.square(y))))
    }
    return tf.sum(tf.square(tf.grad(loss)(x)))
  }
}

/** Shifts that hold relu's inputs at a distance from zero, two channels of four above it. */
const AWAY_FROM_KINKS = [2, -2, 2, -2]

/** Where each parameter of the net lies in one vector w. */
const NET_SHAPES = { stem: [3, 3, 2, 4], inner: [3, 3, 4, 4], scale: [4], shift: [4], dense: [4, 3] } as const
type NetPart = keyof typeof NET_SHAPES
export const NET_SIZE = Object.values(NET_SHAPES).reduce((sum, shape) => sum + sizeOf(shape), 0)

function sizeOf(shape: readonly number[]): number {
  return shape.reduce((product, length) => product * length, 1)
}

function part(w: tf.Tensor, name: NetPart): tf.Tensor {
  const names = Object.keys(NET_SHAPES) as NetPart[]
  const begin = names.slice(0, names.indexOf(name)).reduce((sum, before) => sum + sizeOf(NET_SHAPES[before]), 0)
  return tf.reshape(tf.slice(w, [begin], [sizeOf(NET_SHAPES[name])]), [...NET_SHAPES[name]])
}

/** Two convolutions, frozen batch norm, activation, residual, mean pool, dense layer, cross-entropy. */
export function netLoss(activation: ActivationName, x: tf.Tensor, w: tf.Tensor): tf.Tensor {
  const act = ACTIVATIONS[activation]
  const normalise = (z: tf.Tensor) =>
    tf.add(tf.mul(z, tf.add(part(w, 'scale'), 1)), tf.add(part(w, 'shift'), AWAY_FROM_KINKS)) as tf.Tensor4D
  const stem = act(normalise(tf.conv2d(x as tf.Tensor4D, part(w, 'stem') as tf.Tensor4D, 2, 1)))
  const inner = tf.conv2d(stem, part(w, 'inner') as tf.Tensor4D, 1, 'same')
  const joined = act(tf.add(normalise(inner), stem))
  const logits: tf.Tensor2D = tf.matMul(tf.mean<tf.Tensor2D>(joined, [1, 2]), part(w, 'dense') as tf.Tensor2D)
  return tf.sum(crossEntropy(logits, tf.tensor1d([2, 0], 'int32')))
}
