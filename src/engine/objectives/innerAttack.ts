/**
 * @file The attack within adversarial training, on parameters that change
 * with every step. It shares its steps with the attack of evaluations.
 */
import { ballAround } from '../attacks/loop/ball'
import { gradientStep } from '../attacks/loop/gradientStep'
import { linf } from '../attacks/norms/linf'
import { crossEntropy } from '../gradients/crossEntropy'
import { epsilon255, numberField, optionalPositiveNumber } from '../settings/fields'
import { PGD_STEPS } from '../settings/numberSettings'
import * as tf from '../tf'
import type { Forward, ObjectiveBatch } from './types'

export const attackSteps = (usual: number) => numberField({ ...PGD_STEPS, usual, isMain: true })

/** Settings shared by objectives with an attack. */
export const innerAttackFields = {
  /** Radius of the L-infinity ball; the ramp scales it and the step. */
  epsilon255: epsilon255(8),
  steps: attackSteps(3),
  /** null means 2 epsilon / steps, which for 3 steps is that of Liu et al. 2023. */
  stepSize255: optionalPositiveNumber({ max: 255 }, { label: 'Step size', unit: '/255' }),
}

export interface InnerAttackSettings {
  readonly epsilon255: number
  readonly steps: number
  readonly stepSize255: number | null
}

export interface GradientSteps {
  /** The centre of the ball (N, height, width, 3). */
  readonly pixels: tf.Tensor4D
  readonly start: tf.Tensor4D
  readonly epsilon: number
  readonly stepSize: number
  readonly steps: number
}

/** Steps of PGD in L∞ that maximise `maximised`; returns the last iterate. To be called in tf.tidy, and not on a tape. */
export function takeGradientSteps(
  { pixels, start, epsilon, stepSize, steps }: GradientSteps,
  maximised: (x: tf.Tensor4D) => tf.Scalar,
): tf.Tensor4D {
  const each = (size: number) => tf.fill<tf.Rank.R4>([pixels.shape[0], 1, 1, 1], size)
  const batch = { norm: linf, ball: ballAround(pixels, each(epsilon)) }
  const step = { stepSize: each(stepSize), l1Share: 1, momentum: null }
  let iterate = start
  for (let taken = 0; taken < steps; taken++) {
    const next = tf.tidy(() => {
      const gradient = tf.grad((x) => maximised(x as tf.Tensor4D))(iterate) as tf.Tensor4D
      return gradientStep(batch, { ...step, iterate, gradient })
    })
    if (taken > 0) iterate.dispose()
    iterate = next
  }
  return iterate
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
export function attackByPgd(
  { model, pixels, labels, ramp, rng }: ObjectiveBatch,
  settings: InnerAttackSettings,
): tf.Tensor4D {
  const { epsilon, ...rest } = reach(settings, ramp)
  const noise = tf.tensor4d(
    rng.uniform(pixels.size).map((drawn) => (2 * drawn - 1) * epsilon),
    pixels.shape,
  )
  const start = tf.clipByValue(tf.add(pixels, noise), 0, 1) as tf.Tensor4D
  const forward: Forward = model.bind(model.trained)
  return takeGradientSteps({ pixels, start, epsilon, ...rest }, (x) => tf.sum(crossEntropy(forward(x), labels)))
}
