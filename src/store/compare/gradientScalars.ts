/** @file The scalars that gradients can be taken of, for the views: their texts, without tfjs. */
export {
  GRADIENT_SCALARS,
  type GradientScalarId,
  gradientScalar,
} from '../../engine/gradients/scalars/registry'
