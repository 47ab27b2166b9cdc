/**
 * @file Depthwise convolution of stride 1 that can be differentiated any number of times on every backend: tfjs's own
 * gradient has none, and on wasm lacks its kernels.
 */
import * as tf from '../../tf'

/** What tf.customGrad calls its function with at last, which its types do not say. */
type Save = (tensors: readonly unknown[]) => void

/**
 * Convolves every channel by itself, padded to keep the size.
 *
 * @param x (N, height, width, channels)
 * @param filter (side, side, channels, 1), of an odd side
 */
export function depthwiseConvolution(x: tf.Tensor4D, filter: tf.Tensor4D): tf.Tensor4D {
  const run = tf.customGrad((x, filter, save) => {
    ;(save as Save)([x, filter])
    const gradFunc = (dy: tf.Tensor, saved: tf.Tensor[]) => {
      const [x, filter] = saved as [tf.Tensor4D, tf.Tensor4D]
      return [towardsInput(dy as tf.Tensor4D, filter), towardsFilter(x, dy as tf.Tensor4D, filter.shape[0])]
    }
    return { value: tf.depthwiseConv2d(x as tf.Tensor4D, filter as tf.Tensor4D, 1, 'same'), gradFunc }
  })
  return run(x, filter) as tf.Tensor4D
}

/** The gradient at the input, of that at the result: the same with the filter turned by 180 degrees. */
const towardsInput = (dy: tf.Tensor4D, filter: tf.Tensor4D): tf.Tensor4D =>
  depthwiseConvolution(dy, tf.reverse(filter, [0, 1]))

/** The gradient at the filter, which is linear in `x` and in `dy`, as the convolution is in its two. */
function towardsFilter(x: tf.Tensor4D, dy: tf.Tensor4D, side: number): tf.Tensor4D {
  const run = tf.customGrad((x, dy, save) => {
    ;(save as Save)([x, dy])
    const gradFunc = (atFilter: tf.Tensor, saved: tf.Tensor[]) => {
      const [x, dy] = saved as [tf.Tensor4D, tf.Tensor4D]
      return [towardsInput(dy, atFilter as tf.Tensor4D), depthwiseConvolution(x, atFilter as tf.Tensor4D)]
    }
    return { value: correlate(x as tf.Tensor4D, dy as tf.Tensor4D, side), gradFunc }
  })
  return run(x, dy) as tf.Tensor4D
}

/** Channel by channel, the products of `dy` and of `x` at each offset of the filter, summed over all else. */
function correlate(x: tf.Tensor4D, dy: tf.Tensor4D, side: number): tf.Tensor4D {
  const margin: [number, number] = [(side - 1) / 2, (side - 1) / 2]
  const padded = tf.pad(x, [[0, 0], margin, margin, [0, 0]])
  const sums = Array.from({ length: side * side }, (_, offset) => {
    const at = tf.slice(padded, [0, Math.floor(offset / side), offset % side, 0], x.shape)
    return tf.tidy(() => tf.sum(tf.mul(at, dy), [0, 1, 2]))
  })
  return tf.reshape(tf.stack(sums), [side, side, x.shape[3], 1])
}
