import * as tf from '../../tf'
import { drawImages } from '../loop/random'
import { flatten, scaleTo } from './sizes'
import type { Norm } from './types'

/** The largest change of any value. */
export const linf: Norm = {
  id: 'linf',

  size: (perturbation) => tf.reshape(tf.max(tf.abs(flatten(perturbation)), 1), [-1, 1, 1, 1]),

  /** The nearest. */
  project: (moved, { low, high }) => tf.minimum(tf.maximum(moved, low), high),

  ascent: (gradient) => tf.sign(gradient),

  startInside({ pixels, epsilon }, random) {
    const noise = drawImages(pixels, random, ({ uniform }) => 2 * uniform() - 1)
    return tf.clipByValue(tf.add(pixels, tf.mul(noise, epsilon)), 0, 1)
  },

  /** Uniform, stretched until the largest value is epsilon (Croce and Hein 2020). */
  startAtDistance({ pixels, epsilon }, random) {
    const noise = drawImages(pixels, random, ({ uniform }) => 2 * uniform() - 1)
    return tf.clipByValue(tf.add(pixels, scaleTo(noise, linf.size(noise), epsilon)), 0, 1)
  },
}
