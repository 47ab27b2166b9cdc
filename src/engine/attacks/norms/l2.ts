import type { Rng } from '../../random'
import * as tf from '../../tf'
import { drawImages, drawScalars } from '../loop/random'
import { flatten, scaleTo, toLargestOne } from './sizes'
import type { Norm } from './types'

/** The root of the sum of squares. */
export const l2: Norm = {
  id: 'l2',

  size: (perturbation) => tf.reshape(tf.sqrt(tf.sum(tf.square(flatten(perturbation)), 1)), [-1, 1, 1, 1]),

  /** The nearest of the ball, then clipped to [0, 1], as all reference implementations do: not the nearest of both. */
  project(moved, { pixels, epsilon }) {
    const perturbation = tf.sub(moved, pixels) as tf.Tensor4D
    const size = l2.size(perturbation)
    return tf.clipByValue(tf.add(pixels, scaleTo(perturbation, size, tf.minimum(size, epsilon))), 0, 1)
  },

  ascent(gradient) {
    const steepest = toLargestOne(gradient)
    return scaleTo(steepest, l2.size(steepest), 1)
  },

  startInside(ball, random) {
    const direction = gaussian(ball.pixels, random)
    const dimensions = ball.pixels.size / ball.pixels.shape[0]
    // The share of a ball within a radius grows with that power of it.
    const radius = drawScalars(random, ({ uniform }) => uniform() ** (1 / dimensions))
    const noise = scaleTo(direction, l2.size(direction), tf.mul(radius, ball.epsilon))
    return tf.clipByValue(tf.add(ball.pixels, noise), 0, 1)
  },

  startAtDistance({ pixels, epsilon }, random) {
    const direction = gaussian(pixels, random)
    return tf.clipByValue(tf.add(pixels, scaleTo(direction, l2.size(direction), epsilon)), 0, 1)
  },
}

const gaussian = (like: tf.Tensor4D, random: readonly Rng[]) =>
  drawImages(like, random, (generator) => generator.gaussian())
