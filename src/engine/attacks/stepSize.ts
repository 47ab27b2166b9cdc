import type { Eps01 } from '../../units'
import * as tf from '../tf'
import { numberProblem } from './validation'

/** How far one step goes, in the norm: a length of its own, or a share of each picture's epsilon. */
export type StepSize =
  | { readonly rule: 'fixed'; readonly size: Eps01 }
  | { readonly rule: 'shareOfEpsilon'; readonly share: number }

/** 2.5 epsilon / steps: far enough to cross the ball and come back (Madry et al. 2018). */
export const crossingSteps = (steps: number): StepSize => ({ rule: 'shareOfEpsilon', share: 2.5 / steps })

/** (N, 1, 1, 1), of `epsilon` (N, 1, 1, 1). */
export const stepSizeTensor = (stepSize: StepSize, epsilon: tf.Tensor4D): tf.Tensor4D =>
  stepSize.rule === 'fixed' ? tf.fill(epsilon.shape, stepSize.size) : tf.mul(epsilon, stepSize.share)

export function stepSizeProblem(stepSize: StepSize): string | null {
  if (stepSize.rule === 'fixed') return numberProblem('step size', stepSize.size, 0, 1e6)
  return numberProblem('step size as a share of epsilon', stepSize.share, 0, 1e6)
}
