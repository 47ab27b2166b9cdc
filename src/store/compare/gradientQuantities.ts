/** @file What gradients can be taken of, for the views: words alone, without tfjs. */
export {
  GRADIENT_QUANTITIES,
  type GradientQuantityId,
  gradientQuantity,
} from '../../engine/gradients/quantities/registry'
