/** @file Layer norm over the last axis, made of ops whose second derivatives are right. */
import * as tf from '../../tf'
import type { PreparedDense } from './dense'
import type { ReadParameter } from './parameterReader'

/** Scale and shift of (channels). */
export interface PreparedNorm {
  readonly scale: tf.Tensor1D
  readonly shift: tf.Tensor1D
}

/** A copy, owned by the caller. */
export const layerNorm = (read: ReadParameter, name: string): PreparedNorm => ({
  scale: tf.clone(read<tf.Tensor1D>(`${name}.weight`)),
  shift: tf.clone(read<tf.Tensor1D>(`${name}.bias`)),
})

/** Layer norm without scale and shift, of (N, channels). */
export function standardise(x: tf.Tensor2D, epsilon: number): tf.Tensor2D {
  const centred = tf.sub<tf.Tensor2D>(x, tf.mean(x, 1, true))
  return tf.mul(centred, tf.rsqrt(tf.add(tf.mean(tf.square(centred), 1, true), epsilon)))
}

export const applyLayerNorm = ({ scale, shift }: PreparedNorm, x: tf.Tensor2D, epsilon: number): tf.Tensor2D =>
  tf.add(tf.mul(standardise(x, epsilon), scale), shift)

/** The dense layer after a norm, changed to take the output of `standardise`. */
export function foldNorm(
  { scale, shift }: PreparedNorm,
  { weight, bias }: { weight: tf.Tensor2D; bias?: tf.Tensor1D },
): PreparedDense {
  const shifted = tf.reshape(tf.matMul(tf.reshape(shift, [1, -1]) as tf.Tensor2D, weight), [-1]) as tf.Tensor1D
  return { weight: tf.mul(weight, tf.reshape(scale, [-1, 1])), bias: bias ? tf.add(shifted, bias) : shifted }
}
