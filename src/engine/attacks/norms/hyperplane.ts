/**
 * @file The nearest point of a hyperplane within [0, 1] (Croce and Hein 2020, "Minimally distorted adversarial
 * examples", eq. 7), for every image at once and without a sort, which some backends would read from the GPU for.
 *
 * Every value moves towards the hyperplane, at a speed of the norm's, until it meets the end of the range. The level
 * that all have reached when the hyperplane is met is found by Newton's method: what is gained rises with the level
 * along straight pieces that become flatter, so that every round passes at least one, never the last, and ends exact.
 */
import * as tf from '../../tf'

/** The shortest way in this norm is known. */
export type HyperplaneNorm = 'linf' | 'l2'

/** More than any of a hundred random and degenerate hyperplanes took; too few would fall short of it, within [0, 1]. */
const ROUNDS: Readonly<Record<HyperplaneNorm, number>> = { linf: 8, l2: 16 }
const TINY = 1e-12

/**
 * The way to the hyperplane of points x with normal · x = normal · point - excess; where [0, 1] does not reach it,
 * to the nearest corner.
 *
 * @param points (N, D) in [0, 1]
 * @param normals (N, D)
 * @param excess (N, 1): how far the hyperplane's equation is exceeded at the point; may be negative
 * @returns (N, D), what is to be added to the points
 */
export function wayToHyperplane(
  norm: HyperplaneNorm,
  points: tf.Tensor2D,
  normals: tf.Tensor2D,
  excess: tf.Tensor2D,
): tf.Tensor2D {
  // Of no size in particular, so that all that follows is of usual size.
  const scale = tf.add(tf.max(tf.abs(normals), 1, true), TINY)
  const normal = tf.div(normals, scale)
  const wanted = tf.div(tf.abs(excess), scale)
  const direction = tf.neg(tf.mul(tf.sign(normal), tf.sign(excess)))
  const weight = tf.abs(normal)
  const speed = norm === 'linf' ? tf.onesLike(weight) : weight
  const room = tf.where(tf.greater(direction, 0), tf.sub(1, points), points)
  const reach = tf.mul(weight, room)
  const rate = tf.mul(weight, speed)

  let level: tf.Tensor = tf.zerosLike(wanted)
  for (let round = 0; round < ROUNDS[norm]; round++) {
    const isOpen = tf.cast(tf.greater(tf.sub(room, tf.mul(level, speed)), 0), 'float32')
    const gained = tf.sum(tf.mul(reach, tf.sub(1, isOpen)), 1, true)
    const rateOfOpen = tf.sum(tf.mul(rate, isOpen), 1, true)
    level = tf.maximum(level, tf.div(tf.sub(wanted, gained), tf.maximum(rateOfOpen, TINY)))
  }
  // No room is larger than 1.
  const free = tf.clipByValue(tf.mul(level, speed), 0, 1)
  // The smaller of both, as a difference: exact where it is free.
  return tf.mul(direction, tf.sub(free, tf.relu(tf.sub(free, room))))
}
