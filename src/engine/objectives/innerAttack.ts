/**
 * @file The attack inside of adversarial training, on parameters that change
 * with every step. One function, `ascend`, takes the steps.
 */
import { z } from 'zod'
import { crossEntropy } from '../gradients/crossEntropy'
import * as tf from '../tf'
import type { Forward, ObjectiveBatch } from './types'

/** Fields that objectives with an attack have in common. */
export const innerAttackFields = {
  /** Radius of the L-infinity ball; the ramp scales it, and the step with it. */
  epsilon255: z.number().positive().max(255).default(8),
  steps: z.number().int().min(1).max(100).default(3),
  /** null: twice epsilon over the number of steps, which for 3 steps is that of Liu et al. 2023. */
  stepSize255: z.number().positive().max(255).nullable().default(null),
}

export interface InnerAttackSettings {
  readonly epsilon255: number
  readonly steps: number
  readonly stepSize255: number | null
}

export interface Ascent {
  /** The centre of the ball (N, height, width, 3). */
  readonly pixels: tf.Tensor4D
  readonly start: tf.Tensor4D
  readonly epsilon: number
  readonly stepSize: number
  readonly steps: number
}

/** Signed steps up `climbed`, projected onto the ball and onto [0, 1]; the last iterate. In tf.tidy, and not on a tape. */
export function ascend({ pixels, start, epsilon, stepSize, steps }: Ascent, climbed: (x: tf.Tensor4D) => tf.Scalar) {
  const low = tf.maximum(tf.sub(pixels, epsilon), 0)
  const high = tf.minimum(tf.add(pixels, epsilon), 1)
  let current = start
  for (let step = 0; step < steps; step++) {
    const next = tf.tidy(() => {
      const gradient = tf.grad((x) => climbed(x as tf.Tensor4D))(current)
      const moved = tf.add(current, tf.mul(tf.sign(gradient), stepSize))
      return tf.minimum(tf.maximum(moved, low), high) as tf.Tensor4D
    })
    if (step > 0) current.dispose()
    current = next
  }
  return current
}

/** Radius and step of an attack in the pixel range, at this point of the ramp. */
export function reach({ epsilon255, stepSize255, steps }: InnerAttackSettings, ramp: number) {
  return {
    epsilon: (epsilon255 / 255) * ramp,
    stepSize: ((stepSize255 ?? (2 * epsilon255) / steps) / 255) * ramp,
    steps,
  }
}

/** PGD on cross-entropy from a uniform start (Madry et al. 2018). In tf.tidy. */
export function pgd(
  { model, pixels, labels, ramp, draws }: ObjectiveBatch,
  settings: InnerAttackSettings,
): tf.Tensor4D {
  const { epsilon, ...rest } = reach(settings, ramp)
  const noise = tf.tensor4d(
    draws.uniform(pixels.size).map((drawn) => (2 * drawn - 1) * epsilon),
    pixels.shape,
  )
  const start = tf.clipByValue(tf.add(pixels, noise), 0, 1) as tf.Tensor4D
  const forward: Forward = model.bind(model.trained)
  return ascend({ pixels, start, epsilon, ...rest }, (x) => tf.sum(crossEntropy(forward(x), labels)))
}
