import type * as tf from '../../tf'

/** A model that tfjs has read, without weights: it holds no tensor. */
export interface TfjsProgram {
  /**
   * The model's outputs for images (N, height, width, channels) as it takes them. Differentiable in both, as far as
   * tfjs is. To be called in tf.tidy.
   *
   * @param weights by their names in model.json
   */
  readonly compute: (weights: ReadonlyMap<string, tf.Tensor>, images: tf.Tensor4D) => tf.Tensor
}
