/** @file Resizing of images as a product with a matrix per axis, which has all derivatives on every backend. */
import * as tf from '../../tf'
import { checkComputedSize } from '../values/broadcast'
import { transposed } from '../values/order'
import { shapeOf, sizeOfShape, type TensorValue, tensorOf, tensorValue } from '../values/types'
import {
  type Call,
  type Compute,
  decline,
  inputOf,
  knownInput,
  numberList,
  numberOf,
  type Operators,
  textOf,
} from './types'

/**
 * The position of a new pixel's centre on the old axis: in float32, as onnxruntime and PyTorch compute it, since half a
 * pixel exactly is rounded otherwise than almost half a pixel.
 */
type Place = (at: number, scale: number, from: number, to: number) => number

const { fround } = Math
const halfPixel = (at: number, scale: number) => fround(fround((at + 0.5) / fround(scale)) - 0.5)

const PLACES: Readonly<Record<string, Place>> = {
  half_pixel: halfPixel,
  pytorch_half_pixel: (at, scale, _, to) => (to > 1 ? halfPixel(at, scale) : 0),
  asymmetric: (at, scale) => fround(at / fround(scale)),
  align_corners: (at, _, from, to) => (to === 1 ? 0 : (at * (from - 1)) / (to - 1)),
}

const NEAREST: Readonly<Record<string, (place: number) => number>> = {
  round_prefer_floor: (place) => Math.ceil(place - 0.5),
  round_prefer_ceil: (place) => Math.floor(place + 0.5),
  floor: Math.floor,
  ceil: Math.ceil,
}

/** Weights of the pixels around a position, beginning with `first`. */
interface Taps {
  readonly first: number
  readonly weights: readonly number[]
}

function taps(call: Call, mode: string, place: number, scale: number): Taps {
  if (mode === 'nearest') {
    // Opset 10 does not say which pixel is the nearest between two; all who read it agree on enlarged images alone.
    const isOld = call.opset < 11
    decline(isOld && scale < 1 && !Number.isInteger(place), 'making images smaller by opset 10')
    const nearest = NEAREST[isOld ? 'floor' : textOf(call, 'nearest_mode', 'round_prefer_floor')]
    decline(nearest === undefined, 'this way of taking the nearest pixel')
    return { first: (nearest as (place: number) => number)(place), weights: [1] }
  }
  const [first, rest] = [Math.floor(place), place - Math.floor(place)]
  if (mode === 'linear') return { first, weights: [1 - rest, rest] }
  decline(mode !== 'cubic', `resizing by "${mode}"`)
  const a = numberOf(call, 'cubic_coeff_a', -0.75)
  const near = (x: number) => ((a + 2) * x - (a + 3)) * x * x + 1
  const far = (x: number) => ((a * x - 5 * a) * x + 8 * a) * x - 4 * a
  return { first: first - 1, weights: [far(rest + 1), near(rest), near(1 - rest), far(2 - rest)] }
}

/** (from, to): the weight of each old pixel in each new one. */
function weightsOf(call: Call, from: number, to: number, scale: number, mode: string): tf.Tensor2D {
  const name = textOf(call, 'coordinate_transformation_mode', call.opset < 11 ? 'asymmetric' : 'half_pixel')
  const place = PLACES[name]
  decline(place === undefined, `resizing with "${name}"`)
  const values = new Float32Array(sizeOfShape(checkComputedSize([from, to])))
  const isWithinOnly = mode === 'cubic' && numberOf(call, 'exclude_outside', 0) === 1
  for (let at = 0; at < to; at++) {
    const { first, weights: whole } = taps(call, mode, (place as Place)(at, scale, from, to), scale)
    const isWithin = (i: number) => first + i >= 0 && first + i < from
    const weights = isWithinOnly ? shared(whole, isWithin) : whole
    weights.forEach((weight, i) => {
      const pixel = Math.min(Math.max(first + i, 0), from - 1)
      values[pixel * to + at] = (values[pixel * to + at] as number) + weight
    })
  }
  return tf.tensor2d(values, [from, to])
}

/** Weights of pixels that the image does not have go to those that it has. */
function shared(weights: readonly number[], isWithin: (i: number) => boolean): readonly number[] {
  const within = weights.map((weight, i) => (isWithin(i) ? weight : 0))
  const sum = within.reduce((all, weight) => all + weight, 0)
  return within.map((weight) => weight / sum)
}

/** Changes the length of an axis by multiplying with a matrix. */
function multiplied({ tensor, order }: TensorValue, axis: number, matrix: tf.Tensor2D): TensorValue {
  const at = order[axis] as number
  const axes = tensor.shape.map((_, i) => i)
  const last = [...axes.filter((i) => i !== at), at]
  const moved = transposed(tensor, last)
  const [from, to] = matrix.shape
  const product = tf.matMul(tf.reshape(moved, [-1, from]) as tf.Tensor2D, matrix)
  const shaped = tf.reshape(product, [...moved.shape.slice(0, -1), to])
  return tensorValue(
    transposed(
      shaped,
      axes.map((i) => last.indexOf(i)),
    ),
    order,
  )
}

const resize: Compute = (call) => {
  let value = tensorOf(inputOf(call))
  decline(numberOf(call, 'antialias', 0) === 1, 'resizing with anti-aliasing')
  decline(textOf(call, 'keep_aspect_ratio_policy', 'stretch') !== 'stretch', 'resizing that keeps the aspect ratio')
  const shape = shapeOf(value)
  const axes = numberList(call, 'axes') ?? shape.map((_, axis) => axis)
  // Before opset 11: only the scales, as an input or, for Upsample, as an attribute.
  const isOld = call.opset < 11
  const scales = [...(knownInput(call, isOld ? 1 : 2)?.values ?? numberList(call, 'scales') ?? [])]
  const sizes = [...(isOld ? [] : (knownInput(call, 3)?.values ?? []))]
  const mode = textOf(call, 'mode', 'nearest').replace('bilinear', 'linear')
  axes.forEach((axis, i) => {
    const from = shape[axis] as number
    const to = sizes[i] ?? Math.floor(from * (scales[i] ?? 1))
    const scale = scales[i] ?? to / from
    if (to === from && scale === 1) return
    if (!(to > 0)) throw new Error(`a size of ${to}`)
    checkComputedSize(shape.map((length, k) => (k === axis ? to : length)))
    value = multiplied(value, axis, weightsOf(call, from, to, scale, mode))
  })
  return value
}

export const RESIZES: Operators = { Resize: resize, Upsample: resize }
