import type { Rng } from '../../random'
import type { Tensor4D } from '../../tf'
import type { Ball } from '../loop/ball'
import type { NormId } from './descriptions'

export type { NormId } from './descriptions'

/** How a perturbation is measured. All tensors (N, height, width, 3) but for sizes, which are (N, 1, 1, 1). */
export interface Norm {
  readonly id: NormId
  size(perturbation: Tensor4D): Tensor4D
  /** A point of the ball that is also in [0, 1], near `moved`; each norm says whether it is the nearest. */
  project(moved: Tensor4D, ball: Ball): Tensor4D
  /**
   * The direction of steepest ascent of the loss, of size 1 in the norm (0 where the gradient is 0). In L1 it changes
   * the given share of the values; other norms change all.
   */
  ascent(gradient: Tensor4D, l1Share: number): Tensor4D
  /** A uniform point of the ball, clipped to [0, 1]. */
  startInside(ball: Ball, random: readonly Rng[]): Tensor4D
  /** Where APGD starts: at distance epsilon, before it is clipped to [0, 1]. */
  startAtDistance(ball: Ball, random: readonly Rng[]): Tensor4D
}
