/**
 * @file Where a falling function of one number crosses a height, for every
 * image at once and without a read from the GPU: each round splits every
 * image's interval, and keeps the part with the crossing in it.
 */
import * as tf from '../../tf'

/** More make fewer rounds, which cost a GPU most, of more work each, which costs a processor most. */
const PARTS = 4
/** 4^12 is 2^24: all that a float32 can tell apart within the first interval. */
const ROUNDS = 12

/**
 * @param upper (N, 1): the function is at most `height` there
 * @param height (N, 1)
 * @param falling values (N, places) of the function at (N, places, 1); must not rise with the place
 * @returns the lower end and the width (N, 1) of the last interval; the function is larger than `height` at the
 *   lower end, unless that is 0
 */
export function crossing(
  upper: tf.Tensor2D,
  height: tf.Tensor2D,
  falling: (places: tf.Tensor3D) => tf.Tensor2D,
): { low: tf.Tensor2D; width: tf.Tensor2D } {
  const inner = tf.reshape(tf.range(1, PARTS), [1, PARTS - 1])
  let low: tf.Tensor2D = tf.zerosLike(upper)
  let width: tf.Tensor2D = upper
  for (let round = 0; round < ROUNDS; round++) {
    width = tf.div(width, PARTS)
    const places = tf.add(low, tf.mul(inner, width)) as tf.Tensor2D
    const above = tf.greater(tf.sub(falling(tf.expandDims(places, 2)), height), 0)
    const passed = tf.sum(tf.cast(above, 'float32'), 1, true)
    low = tf.add(low, tf.mul(passed, width))
  }
  return { low, width }
}
