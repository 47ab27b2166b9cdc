import type { Rng } from '../../random'
import * as tf from '../../tf'
import { drawImages, drawScalars } from '../loop/random'
import { crossing } from './multisection'
import { flatten, scaleTo, toLargestOne } from './sizes'
import type { Norm } from './types'

/** The sum of all changes. */
export const l1: Norm = {
  id: 'l1',

  size: (perturbation) => tf.reshape(tf.sum(tf.abs(flatten(perturbation)), 1), [-1, 1, 1, 1]),

  /**
   * The nearest point of both the ball and [0, 1] (Croce and Hein 2021): every change shrinks by the same
   * amount, to no less than nothing and no more than the pixel range allows. Foolbox and ART scale and clip instead.
   */
  project(moved, ball) {
    const pixels = flatten(ball.pixels)
    const perturbation = tf.sub(flatten(moved), pixels) as tf.Tensor2D
    const change = tf.abs(perturbation)
    const room = tf.minimum(change, tf.where(tf.greater(perturbation, 0), tf.sub(1, pixels), pixels)) as tf.Tensor2D
    const amount = shrinkage(change, room, tf.reshape(ball.epsilon, [-1, 1]))
    // Exactly nothing where epsilon is 0, whatever was rounded.
    const left = tf.mul(tf.minimum(tf.relu(tf.sub(change, amount)), room), tf.sign(tf.reshape(ball.epsilon, [-1, 1])))
    const projected = tf.add(pixels, tf.mul(tf.sign(perturbation), left))
    return tf.reshape(tf.clipByValue(projected, 0, 1), ball.pixels.shape)
  },

  /** The signs of the largest values (SLIDE, Tramèr and Boneh 2019): the very steepest step changes one value alone, and gets nowhere. */
  ascent(gradient, l1Share) {
    const images = gradient.shape[0]
    return steepestValues(gradient, tf.fill([images, 1], valuesOfShare(l1Share, gradient.size / images)))
  },

  /** Exponential changes beside one more that is left out make their shares uniform in the ball. */
  startInside({ pixels, epsilon }, random) {
    const noise = drawImages(pixels, random, (generator) => generator.sign() * exponential(generator))
    const leftOut = drawScalars(random, exponential)
    return tf.clipByValue(tf.add(pixels, scaleTo(noise, tf.add(l1.size(noise), leftOut), epsilon)), 0, 1)
  },

  /** Gaussian noise, projected (Croce and Hein 2021). */
  startAtDistance(ball, random) {
    const noise = drawImages(ball.pixels, random, (generator) => generator.gaussian())
    return l1.project(tf.add(ball.pixels, noise), ball)
  },
}

const exponential = (random: Rng) => -Math.log(1 - random.uniform())

/** How many of `dimensions` values a share of them is, as Croce and Hein's code rounds it. */
export const valuesOfShare = (share: number, dimensions: number): number =>
  Math.max(1, dimensions - Math.floor((1 - share) * dimensions))

/**
 * The signs of every image's largest values, all of the same size, 1 in sum (Croce and Hein 2021).
 *
 * @param gradient (N, height, width, 3)
 * @param counts (N, 1): how many values; more where several tie for the last place
 */
export function steepestValues(gradient: tf.Tensor4D, counts: tf.Tensor2D): tf.Tensor4D {
  const size = tf.abs(flatten(toLargestOne(gradient)))
  const rows = tf.expandDims(size, 1)
  // Differences with 0, here and below: tfjs's wasm backend takes a hundred times as long to compare rows with numbers of their own.
  const { low } = crossing(
    tf.max(size, 1, true),
    tf.sub(counts, 0.5),
    (places) => tf.sum(tf.cast(tf.greater(tf.sub(rows, places), 0), 'float32'), 2) as tf.Tensor2D,
  )
  const signs = tf.mul(tf.sign(flatten(gradient)), tf.cast(tf.greater(tf.sub(size, low), 0), 'float32'))
  const chosen = tf.reshape(signs, gradient.shape) as tf.Tensor4D
  return scaleTo(chosen, l1.size(chosen), 1)
}

/**
 * What every change must shrink by for their sum to be epsilon; 0 where it is no more than that already.
 *
 * @param change (N, D)
 * @param room (N, D), at most `change`
 * @param epsilon (N, 1)
 * @returns (N, 1)
 */
function shrinkage(change: tf.Tensor2D, room: tf.Tensor2D, epsilon: tf.Tensor2D): tf.Tensor2D {
  const [changes, rooms] = [tf.expandDims(change, 1), tf.expandDims(room, 1)]
  const { low, width } = crossing(tf.max(change, 1, true), epsilon, (places) => {
    const left = tf.sub(changes, places)
    // The smaller of what is left and the room, as a difference, for the reason above.
    return tf.sum(tf.sub(tf.relu(left), tf.relu(tf.sub(left, rooms))), 2) as tf.Tensor2D
  })
  const isTooLarge = tf.greater(tf.sum(room, 1, true), epsilon)
  // The upper end, so that the sum is never above epsilon.
  const amount = tf.add(low, width)
  return tf.where(isTooLarge, amount, tf.zerosLike(amount)) as tf.Tensor2D
}
