import * as tf from '../tf'
import { projectLinf, uniformStart } from './linf'
import { gradientAttack } from './loop'
import type { Attack } from './types'

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
      step: (current, gradient) =>
        projectLinf(tf.add(current, tf.mul(tf.sign(gradient), settings.stepSize)), target.pixels, settings.epsilon),
    }),
}
