import { l1Norm, l2Norm } from '../gradients/norms'
import type { GradientScalarId } from '../gradients/scalars/registry'

/** @param values (height, width, 3) */
export const mapResult = (gradientOf: GradientScalarId, values: Float32Array) => ({
  gradientOf,
  values,
  l1: l1Norm(values),
  l2: l2Norm(values),
})
