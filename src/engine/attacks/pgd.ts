import * as tf from '../tf'
import { projectLinf, uniformStart } from './linf'
import { gradientAttack } from './loop'
import type { Attack, AttackSettings } from './types'

/**
 * Projected gradient descent in L-infinity (Madry et al. 2018): steps along the
 * sign of the loss's gradient, projected onto the ball and onto [0, 1]; the
 * last iterate is the result, as in torchattacks and RobustBench's PGD.
 */
export const pgd: Attack = {
  id: 'pgd',
  name: 'PGD',
  run: (target, settings, control) =>
    gradientAttack(target, settings.steps, control, {
      start: () => uniformStart(target.pixels, settings.epsilon, settings.randomStartSeed),
      step: (current, gradient) => pgdStep(current, gradient, target.pixels, settings),
    }),
}

/** One step from `current`. All tensors (N, height, width, 3). */
export function pgdStep(
  current: tf.Tensor4D,
  gradient: tf.Tensor4D,
  pixels: tf.Tensor4D,
  { epsilon, stepSize }: AttackSettings,
): tf.Tensor4D {
  return projectLinf(tf.add(current, tf.mul(tf.sign(gradient), stepSize)), pixels, epsilon)
}
