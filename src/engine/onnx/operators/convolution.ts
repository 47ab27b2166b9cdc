/** @file Convolutions: plain, dilated, grouped and depthwise, in two dimensions and one. */

import { countOf } from '../../../countOf'
import { quoteShape } from '../../../quote'
import { dilatedFilter } from '../../backend/dilatedFilter'
import { convolveGroups, splitGroups } from '../../backend/groupedConvolution'
import * as tf from '../../tf'
import { asGiven, channelsLast, inOrder, transposed } from '../values/order'
import { shapeOf, tensorValue } from '../values/types'
import { type Call, type Compute, inputOf, numberOf, type Operators } from './types'
import { paddingOf, type WindowPlaces, windowsOf } from './windows'

/** A filter as the backend takes it. A type, not an interface, because tf.tidy accepts only indexable types. */
export type Filter = {
  /** (rows, columns, channels in, channels out) of each part of the channels, or (rows, columns, channels, multiple). */
  readonly parts: readonly tf.Tensor4D[]
  readonly isDepthwise: boolean
  /** Rows and columns without dilation. */
  readonly kernel: readonly number[]
  /** (channels out) */
  readonly shift: tf.Tensor1D | null
}

/** The inputs of a Conv, and of a merged batch norm: see graph/simplify. */
function prepare(call: Call): Filter {
  const [, , bias, scale, shift, mean, variance] = call.inputs
  const filter = inputOf(call, 1)
  const shape = shapeOf(filter)
  const isRow = shape.length === 3
  if (shape.length !== 4 && !isRow) throw new Error(`a filter of the shape ${quoteShape(shape)}`)
  const [outChannels, inChannels] = shape as [number, number]
  const kernel = shape.slice(2)
  // (rows, columns, in, out)
  let hwio: tf.Tensor = isRow ? tf.expandDims(transposed(asGiven(filter), [2, 1, 0]), 0) : inOrder(filter, [3, 2, 0, 1])
  let added = bias && (asGiven(bias) as tf.Tensor1D)
  if (scale && shift && mean && variance) {
    const epsilon = numberOf(call, 'norm_epsilon', 1e-5)
    const factor = tf.div(asGiven(scale), tf.sqrt(tf.add(asGiven(variance), epsilon)))
    hwio = tf.mul(hwio, factor)
    const centre = added === undefined ? tf.neg(asGiven(mean)) : tf.sub(added, asGiven(mean))
    added = tf.add(asGiven(shift), tf.mul(centre, factor)) as tf.Tensor1D
  }
  const groups = numberOf(call, 'group', 1)
  if (!Number.isInteger(groups) || groups < 1 || outChannels % groups !== 0)
    throw new Error(`its attribute "group" is ${groups}, its filter's first axis ${outChannels}`)
  return {
    ...partsOf(hwio as tf.Tensor4D, groups, inChannels, dilationsOf(call, kernel.length)),
    kernel,
    shift: added ?? null,
  }
}

const dilationsOf = (call: Call, axes: number): readonly number[] => {
  const dilations = call.attributes.get('dilations')
  const list = Array.isArray(dilations) ? (dilations as number[]) : []
  return axes === 1 ? [1, list[0] ?? 1] : [list[0] ?? 1, list[1] ?? 1]
}

function partsOf(filter: tf.Tensor4D, groups: number, inChannels: number, dilations: readonly number[]) {
  const outChannels = filter.shape[3]
  if (inChannels === 1 && groups > 1) {
    const [rows, columns] = filter.shape
    return {
      parts: [tf.reshape(filter, [rows, columns, groups, outChannels / groups]) as tf.Tensor4D],
      isDepthwise: true,
    }
  }
  const dense = dilatedFilter(filter, dilations)
  return { parts: splitGroups(dense, groups), isDepthwise: false }
}

const compute: Compute = (call) => {
  const x = inputOf(call)
  const filter = (call.prepared ?? prepare(call)) as Filter
  const rank = shapeOf(x).length
  if (rank !== 3 && rank !== 4) throw new Error(`an input of the shape ${quoteShape(shapeOf(x))}`)
  const images = inOrder(x, channelsLast(rank))
  const rows = rank === 3
  const image = (rows ? tf.expandDims(images, 1) : images) as tf.Tensor4D
  const windows = windowsOf(call, filter.kernel, [image.shape[1], image.shape[2]])
  const convolved = convolve(image, filter, windows)
  const shifted = filter.shift === null ? convolved : tf.add(convolved, filter.shift)
  return tensorValue(rows ? tf.squeeze(shifted, [1]) : shifted, channelsLast(rank))
}

function convolve(x: tf.Tensor4D, { parts, isDepthwise }: Filter, windows: WindowPlaces): tf.Tensor4D {
  const strides = [...windows.strides] as [number, number]
  const padding = paddingOf(windows)
  const [first] = parts as [tf.Tensor4D]
  if (isDepthwise) return depthwise(x, first, windows)
  const width = x.shape[3] / parts.length
  if (width !== first.shape[2])
    throw new Error(`${countOf(x.shape[3], 'channel')} where its filter takes ${first.shape[2] * parts.length}`)
  return convolveGroups(x, parts, (own, part) => tf.conv2d(own, part, strides, padding))
}

function depthwise(x: tf.Tensor4D, filter: tf.Tensor4D, windows: WindowPlaces): tf.Tensor4D {
  const [strides, dilations] = [[...windows.strides], [...windows.dilations]] as [number, number][]
  if (x.shape[3] !== filter.shape[2])
    throw new Error(`${countOf(x.shape[3], 'channel')} where its filter takes ${filter.shape[2]}`)
  const padding = paddingOf(windows)
  const isDilated = windows.dilations.some((dilation) => dilation > 1)
  // tfjs supports dilation only with stride 1.
  if (isDilated && windows.strides.some((stride) => stride > 1)) {
    return tf.depthwiseConv2d(
      x,
      dilatedFilter(filter, dilations as number[]),
      strides as [number, number],
      padding as unknown as 'valid',
    )
  }
  return tf.depthwiseConv2d(
    x,
    filter,
    strides as [number, number],
    padding as unknown as 'valid',
    'NHWC',
    dilations as [number, number],
  )
}

/** The whole filter (rows, columns, in / groups, out), with one group per part or channel. */
export function filterOfGroups({ parts, isDepthwise }: Filter): tf.Tensor4D {
  const [first] = parts as [tf.Tensor4D]
  if (!isDepthwise) return parts.length === 1 ? first : tf.concat([...parts], 3)
  const [rows, columns, channels, multiple] = first.shape
  return tf.reshape(first, [rows, columns, 1, channels * multiple])
}

export const CONVOLUTIONS: Operators = { Conv: { compute, prepare } }
