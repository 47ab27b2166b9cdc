import * as tf from '../../tf'
import type { ReadParameter } from './parameterReader'

/** weight (in, out), bias (out) */
export interface PreparedDense {
  readonly weight: tf.Tensor2D
  readonly bias: tf.Tensor1D
}

export function dense(read: ReadParameter, name: string, hasBias = true): PreparedDense {
  const weight = tf.transpose(read<tf.Tensor2D>(`${name}.weight`))
  return { weight, bias: hasBias ? tf.clone(read<tf.Tensor1D>(`${name}.bias`)) : tf.zeros([weight.shape[1]]) }
}

/**
 * The layer after features of (N, side, side, channels) are flattened: PyTorch flattens channel by channel, row by row,
 * and what is computed here row by row, channels last.
 */
export function denseOfFlattened(read: ReadParameter, name: string, side: number, hasBias = true): PreparedDense {
  const { weight, bias } = dense(read, name, hasBias)
  const [inputs, outputs] = weight.shape
  const byPlace = tf.transpose(tf.reshape(weight, [inputs / side ** 2, side, side, outputs]), [1, 2, 0, 3])
  return { weight: tf.reshape(byPlace, [inputs, outputs]), bias }
}

/** `x` (N, in) */
export const applyDense = ({ weight, bias }: PreparedDense, x: tf.Tensor2D): tf.Tensor2D =>
  tf.add(tf.matMul(x, weight), bias)

/** Joins layers with the same input into one, whose outputs are concatenated. */
export const joinDense = (layers: readonly PreparedDense[]): PreparedDense => ({
  weight: tf.concat(
    layers.map(({ weight }) => weight),
    1,
  ),
  bias: tf.concat(layers.map(({ bias }) => bias)),
})
