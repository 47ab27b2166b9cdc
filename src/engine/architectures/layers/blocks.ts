/** @file Square blocks of a grid. No tensor has more than four axes, so that every backend can transpose it. */
import * as tf from '../../tf'

/**
 * Cuts a grid into square blocks.
 *
 * @param x (N, height, width, C)
 * @returns (N * blocks * side * side, C): block by block, row by row within each
 */
export function toBlocks(x: tf.Tensor4D, side: number): tf.Tensor2D {
  const [count, height, width, channels] = x.shape
  const bands = tf.reshape(x, [(count * height) / side, side, width / side, side * channels])
  return tf.reshape(tf.transpose(bands, [0, 2, 1, 3]), [count * height * width, channels])
}

/** The inverse: (N * blocks * side * side, C) to (N, height, width, C). */
export function fromBlocks(x: tf.Tensor2D, side: number, [height, width]: readonly [number, number]): tf.Tensor4D {
  const [tokens, channels] = x.shape
  const count = tokens / (height * width)
  const blocks = tf.reshape(x, [(count * height) / side, width / side, side, side * channels])
  return tf.reshape(tf.transpose(blocks, [0, 2, 1, 3]), [count, height, width, channels])
}

/** Blocks of `side` by `side` pixels (or tokens) as rows: (N, height, width, C) to (N * blocks, side * side * C). */
export function mergeBlocks(x: tf.Tensor4D, side: number): tf.Tensor2D {
  return tf.reshape(toBlocks(x, side), [-1, side * side * x.shape[3]])
}
