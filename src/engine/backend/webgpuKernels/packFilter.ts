/** @file Filters as the convolution's shaders read them. */
import * as tf from '../../tf'
import type { Grouping } from './convolutionShape'
import { quarter } from './vectors'

export interface PackedFilter {
  /** Matrices of 4 by 4 channels for each tap, or vectors for depthwise convolution. Channels are padded with zeros. */
  readonly filter: tf.Tensor
  readonly filterSize: readonly [rows: number, columns: number]
  readonly grouping: Grouping
}

/**
 * @param filter (rows, columns, in / groups, out) of the forward convolution
 * @param isTransposed for the backward pass
 */
export function packFilter(filter: tf.Tensor4D, groups = 1, isTransposed = false): PackedFilter {
  const [rows, columns, inChannels, outChannels] = filter.shape
  const filterSize = [rows, columns] as const
  if (groups > 1 && inChannels === 1 && outChannels === groups) {
    const grouping = { inChannels: 1, outChannels: 1, isDepthwise: true }
    return { filter: fillUp(tf.reshape(filter, [rows * columns, 1, outChannels]), 1), filterSize, grouping }
  }
  const taps = tf.reshape(filter, [rows * columns, inChannels, outChannels]) as tf.Tensor3D
  const joined = joinGroups(taps, groups)
  const left = (groups * inChannels) / joined.shape[1]
  const way = isTransposed ? transposeGroups(joined, left) : joined
  const [count, wayIn, wayOut] = way.shape
  const grouping = { inChannels: quarter(wayIn), outChannels: quarter(wayOut / left), isDepthwise: false }
  const filled = fillUp(way, 4 * quarter(wayIn))
  const cut = tf.reshape(filled, [count, quarter(wayIn), 4, quarter(wayOut), 4])
  return { filter: tf.transpose(cut, [0, 1, 3, 2, 4]), filterSize, grouping }
}

/** Joins the fewest groups whose numbers of channels, in and out, are divisible by four, or all groups. */
function joinGroups(taps: tf.Tensor3D, groups: number): tf.Tensor3D {
  const [count, inChannels, outChannels] = taps.shape
  const outOfGroup = outChannels / groups
  const fits = (joined: number) =>
    groups % joined === 0 && (joined * inChannels) % 4 === 0 && (joined * outOfGroup) % 4 === 0
  const joined = [1, 2, 4].find(fits) ?? groups
  if (joined === 1) return taps
  // Weights between different groups that were joined are 0.
  const byGroup = tf.reshape(taps, [count * inChannels, groups / joined, joined, outOfGroup])
  const parts = Array.from({ length: joined }, (_, own) => {
    const mask = tf.reshape(tf.cast(tf.oneHot(own, joined), 'float32'), [1, 1, joined, 1])
    return tf.reshape(tf.mul(byGroup, mask), [count, inChannels, outChannels])
  })
  return tf.concat(parts, 1) as tf.Tensor3D
}

/** Swaps input and output channels within each group. */
function transposeGroups(taps: tf.Tensor3D, groups: number): tf.Tensor3D {
  const [count, inChannels, outChannels] = taps.shape
  const byGroup = tf.reshape(taps, [count, inChannels, groups, outChannels / groups])
  return tf.reshape(tf.transpose(byGroup, [0, 3, 2, 1]), [count, outChannels / groups, groups * inChannels])
}

/** Pads (taps, in, out) with zeros to the given number of inputs and to whole vectors of four outputs. */
function fillUp(taps: tf.Tensor3D, rows: number): tf.Tensor3D {
  const [, inChannels, outChannels] = taps.shape
  const [moreIn, moreOut] = [rows - inChannels, 4 * quarter(outChannels) - outChannels]
  if (moreIn + moreOut === 0) return taps
  return tf.pad(taps, [
    [0, 0],
    [0, moreIn],
    [0, moreOut],
  ])
}
