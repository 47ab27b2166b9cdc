/** @file Convolutions whose stride equals their filter size, as dense layers on square patches. */
import * as tf from '../../tf'
import { mergeBlocks } from './blocks'
import { applyDense, type PreparedDense } from './dense'
import type { ReadParameter } from './parameterReader'

/** The dense layer equivalent to that convolution, for a patch's pixels row by row. */
export function denseOfPatches(read: ReadParameter, name: string, hasBias = true): PreparedDense {
  const filter = read<tf.Tensor4D>(`${name}.weight`)
  const [out] = filter.shape
  const bias = hasBias ? tf.clone(read<tf.Tensor1D>(`${name}.bias`)) : tf.zeros<tf.Rank.R1>([out])
  return { weight: tf.reshape(tf.transpose(filter, [2, 3, 1, 0]), [-1, out]), bias }
}

/** (N, height, width, in) to (N * patches, out); the patches' side must divide the image's. */
export const applyToPatches = (layer: PreparedDense, x: tf.Tensor4D, side: number): tf.Tensor2D =>
  applyDense(layer, mergeBlocks(x, side))
