/** @file What gradients can be taken of, for the views: words alone, without tfjs. */
export {
  GRADIENT_SCALARS,
  type GradientScalarId,
  gradientScalar,
} from '../../engine/gradients/scalars/registry'
