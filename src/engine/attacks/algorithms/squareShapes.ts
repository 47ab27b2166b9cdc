import type * as tf from '../../tf'
import type { Batch } from '../types'

/** What the norm decides of Square. */
export interface SquareShapes {
  /** Side of a square that covers the share of an image. */
  side(share: number, height: number, width: number): number
  /** (N, height, width, 3) in the ball and in [0, 1] */
  start(batch: Batch): tf.Tensor4D
  /** `attacked` with one square changed, in the ball and in [0, 1]. Uploads one tensor. */
  propose(attacked: tf.Tensor4D, batch: Batch, side: number): tf.Tensor4D
}
