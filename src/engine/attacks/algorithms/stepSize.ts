import { z } from 'zod'
import type { Eps01 } from '../../../units'
import * as tf from '../../tf'

/** How far one step goes, in the norm: a length of its own, or a share of each image's epsilon. */
export type StepSize =
  | { readonly rule: 'fixed'; readonly size: Eps01 }
  | { readonly rule: 'shareOfEpsilon'; readonly share: number }

/** 2.5 epsilon / steps: far enough to cross the ball and come back (Madry et al. 2018). */
export const crossingSteps = (steps: number): StepSize => ({ rule: 'shareOfEpsilon', share: 2.5 / steps })

/** (N, 1, 1, 1), of `epsilon` (N, 1, 1, 1). */
export const stepSizeTensor = (stepSize: StepSize, epsilon: tf.Tensor4D): tf.Tensor4D =>
  stepSize.rule === 'fixed' ? tf.fill(epsilon.shape, stepSize.size) : tf.mul(epsilon, stepSize.share)

const size = z.number().min(0).max(1e6)
const schema = z.discriminatedUnion('rule', [
  z.object({ rule: z.literal('fixed'), size }),
  z.object({ rule: z.literal('shareOfEpsilon'), share: size }),
]) as unknown as z.ZodType<StepSize>

/** A setting of this kind. */
export const stepSizeField = (usual: StepSize) => schema.default(usual).meta({ label: 'Step size', kind: 'stepSize' })
