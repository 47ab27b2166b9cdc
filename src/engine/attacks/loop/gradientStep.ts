/** @file One step of PGD and of APGD, up the loss and back into the ball. */
import { fusedGradientStepLinf, GRADIENT_STEP_LINF } from '../../backend/webgpuKernels/attackSteps'
import { hasKernel } from '../../backend/webgpuKernels/runShader'
import * as tf from '../../tf'
import type { Batch } from '../types'

export interface GradientStep {
  /** (N, height, width, 3), and the loss's gradient there. */
  readonly iterate: tf.Tensor4D
  readonly gradient: tf.Tensor4D
  /** (N, 1, 1, 1) */
  readonly stepSize: tf.Tensor4D
  /** Share of the values that a step changes in L1; without meaning in other norms. */
  readonly l1Share: number
  /** The iterate before, and the share of the way from there to here in the step (Croce and Hein 2020); null: none. */
  readonly momentum: { readonly previous: tf.Tensor4D; readonly share: number } | null
}

export function gradientStep({ norm, ball }: Pick<Batch, 'norm' | 'ball'>, step: GradientStep): tf.Tensor4D {
  const { iterate, gradient, stepSize, l1Share, momentum } = step
  if (norm.id === 'linf' && hasKernel(GRADIENT_STEP_LINF)) {
    return fusedGradientStepLinf({ iterate, gradient, stepSize, low: ball.low, high: ball.high, momentum })
  }
  const stepped = norm.project(tf.add(iterate, tf.mul(norm.ascent(gradient, l1Share), stepSize)), ball)
  if (momentum === null) return stepped
  const { previous, share } = momentum
  const ahead = tf.mul(tf.sub(stepped, iterate), 1 - share)
  const onward = tf.mul(tf.sub(iterate, previous), share)
  return norm.project(tf.add(tf.add(iterate, ahead), onward), ball)
}
