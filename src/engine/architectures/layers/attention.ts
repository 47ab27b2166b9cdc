import * as tf from '../../tf'
import type { PreparedDense } from './dense'

/** Splits a dense layer into those of query, key and value; the query's is multiplied by `scale`. */
export function splitQkv(
  { weight, bias }: PreparedDense,
  scale: number,
): { query: PreparedDense; key: PreparedDense; value: PreparedDense } {
  const [inFeatures, three] = weight.shape
  const width = three / 3
  const part = (index: number): PreparedDense => ({
    weight: tf.slice(weight, [0, index * width], [inFeatures, width]),
    bias: tf.slice(bias, [index * width], [width]),
  })
  const query = part(0)
  return {
    query: { weight: tf.mul(query.weight, scale), bias: tf.mul(query.bias, scale) },
    key: part(1),
    value: part(2),
  }
}

/** Tokens of (N * tokens, channels) by heads: (N, heads, tokens, channels / heads). */
export function byHead(x: tf.Tensor2D, tokens: number, heads: number): tf.Tensor4D {
  const [rows, channels] = x.shape
  return tf.transpose(tf.reshape(x, [rows / tokens, tokens, heads, channels / heads]), [0, 2, 1, 3])
}

/** The inverse: (N, heads, tokens, width) to (N * tokens, heads * width). */
export function fromHeads(x: tf.Tensor4D): tf.Tensor2D {
  const [count, heads, tokens, width] = x.shape
  return tf.reshape(tf.transpose(x, [0, 2, 1, 3]), [count * tokens, heads * width])
}
