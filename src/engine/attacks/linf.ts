/** @file The L-infinity ball around a picture, within the pixel range. */
import { uniformFloat32 } from 'pure-rand/distribution/uniformFloat32'
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus'
import type { Eps01 } from '../../units'
import * as tf from '../tf'

/** The point of the ball that is nearest, in [0, 1]. All tensors (N, height, width, 3). */
export function projectLinf(moved: tf.Tensor4D, pixels: tf.Tensor4D, epsilon: Eps01): tf.Tensor4D {
  const inBall = tf.minimum(tf.maximum(moved, tf.sub(pixels, epsilon)), tf.add(pixels, epsilon))
  return tf.clipByValue(inBall, 0, 1) as tf.Tensor4D
}

/**
 * A uniform point of the ball, or the picture itself where there is no seed.
 * Drawn outside tfjs, so that a seed means the same start on every backend.
 */
export function uniformStart(pixels: tf.Tensor4D, epsilon: Eps01, seed: number | null): tf.Tensor4D {
  if (seed === null) return tf.clone(pixels)
  const generator = xoroshiro128plus(seed)
  const noise = Float32Array.from({ length: pixels.size }, () => (2 * uniformFloat32(generator) - 1) * epsilon)
  return tf.clipByValue(tf.add(pixels, tf.tensor4d(noise, pixels.shape)), 0, 1) as tf.Tensor4D
}
