/**
 * @file Grouped convolutions, which tfjs lacks: several groups at once, as a convolution whose filter is zero between
 * groups.
 */
import * as tf from '../tf'

/**
 * Channels of one such convolution, at least. With fewer there are more calls, with more there are more zeros: of 4 to 128
 * channels 32 were among the quickest on wasm, forward and backward, in all of a ResNeXt's layers.
 */
const CHANNELS_AT_ONCE = 32

/**
 * @param filter (rows, columns, channels in of one group, channels out of all)
 * @returns filters of equally many groups each: (rows, columns, channels in, channels out)
 */
export function splitGroups(filter: tf.Tensor4D, groups: number): tf.Tensor4D[] {
  if (groups === 1) return [filter]
  const [, , inChannels, outChannels] = filter.shape
  let together = 1
  while (together < groups && (inChannels * together < CHANNELS_AT_ONCE || groups % together !== 0)) together++
  const width = (outChannels / groups) * together
  return Array.from({ length: groups / together }, (_, part) => {
    const own = tf.slice(filter, [0, 0, 0, part * width], [-1, -1, -1, width])
    return together === 1 ? own : blockDiagonal(own, together)
  })
}

/** (rows, columns, in, groups * out) to (rows, columns, groups * in, groups * out), zero from one group to another. */
function blockDiagonal(filter: tf.Tensor4D, groups: number): tf.Tensor4D {
  const width = filter.shape[3] / groups
  const blocks = Array.from({ length: groups }, (_, group) => {
    const isOwn = tf.tensor1d(
      Array.from({ length: filter.shape[3] }, (_, i) => Number(Math.floor(i / width) === group)),
    )
    return tf.mul(filter, isOwn) as tf.Tensor4D
  })
  return tf.concat(blocks, 2)
}

/** Applies each filter to its own channels of `x` (N, height, width, channels), and concatenates the results. */
export function convolveGroups(
  x: tf.Tensor4D,
  filters: readonly tf.Tensor4D[],
  convolve: (channels: tf.Tensor4D, filter: tf.Tensor4D) => tf.Tensor4D,
): tf.Tensor4D {
  const [first] = filters as readonly [tf.Tensor4D]
  if (filters.length === 1) return convolve(x, first)
  const width = x.shape[3] / filters.length
  const results = filters.map((filter, i) => convolve(tf.slice(x, [0, 0, 0, i * width], [-1, -1, -1, width]), filter))
  return tf.concat(results, 3)
}
