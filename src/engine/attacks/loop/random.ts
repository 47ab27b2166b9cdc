/** @file Randomness of attacks, drawn by image, so that it does not matter which images share a batch. */
import type { Rng } from '../../random'
import * as tf from '../../tf'

/** A batch of the shape of `like` (N, height, width, 3), every value by `draw` of its image's own generator. */
export function drawImages(like: tf.Tensor4D, random: readonly Rng[], draw: (random: Rng) => number): tf.Tensor4D {
  const values = new Float32Array(like.size)
  const perImage = like.size / random.length
  for (const [index, generator] of random.entries()) {
    const end = (index + 1) * perImage
    for (let i = index * perImage; i < end; i++) values[i] = draw(generator)
  }
  return tf.tensor4d(values, like.shape)
}

/** (N, length) in one upload: `fill` is given every image's row, of zeros, with its image's own generator. */
export function drawRows(
  random: readonly Rng[],
  length: number,
  fill: (row: Float32Array, random: Rng) => void,
): tf.Tensor2D {
  const values = new Float32Array(random.length * length)
  for (const [index, generator] of random.entries()) {
    fill(values.subarray(index * length, (index + 1) * length), generator)
  }
  return tf.tensor2d(values, [random.length, length])
}

/** (N, 1, 1, 1), one value an image. */
export function drawScalars(random: readonly Rng[], draw: (random: Rng) => number): tf.Tensor4D {
  return tf.tensor4d(Float32Array.from(random, draw), [random.length, 1, 1, 1])
}
