/** @file Convolutions, and batch norm with frozen statistics, which is folded into the convolution before it. */
import { convolveGroups, splitGroups } from '../../backend/groupedConvolution'
import * as tf from '../../tf'
import type { PreparedNorm } from './layerNorm'
import type { ReadParameter } from './parameterReader'

/** A convolution with linear operations after it folded in, such as batch norm; differentiable. */
export interface PreparedConvolution {
  /** (height, width, in / groups, out) */
  readonly filter: tf.Tensor4D
  /** (out) */
  readonly shift: tf.Tensor1D
}

/** The default of torch.nn.BatchNorm2d. */
const BATCH_NORM_EPSILON = 1e-5

/** Batch norm with its running statistics, as a scale and a shift. */
export function batchNorm(read: ReadParameter, name: string): PreparedNorm {
  const deviation = tf.sqrt(tf.add(read(`${name}.running_var`), BATCH_NORM_EPSILON))
  const scale = tf.div<tf.Tensor1D>(read(`${name}.weight`), deviation)
  return { scale, shift: tf.sub(read(`${name}.bias`), tf.mul(read(`${name}.running_mean`), scale)) }
}

/** The convolution of that name; `norm` names the batch norm after it, without which it has a bias. */
export function convolution(read: ReadParameter, name: string, norm: string | null): PreparedConvolution {
  const filter = tf.transpose(read<tf.Tensor4D>(`${name}.weight`), [2, 3, 1, 0])
  if (norm === null) return { filter, shift: tf.clone(read<tf.Tensor1D>(`${name}.bias`)) }
  const { scale, shift } = batchNorm(read, norm)
  return { filter: tf.mul(filter, scale), shift }
}

/** A convolution without bias or batch norm. */
export function bareConvolution(read: ReadParameter, name: string): PreparedConvolution {
  const filter = tf.transpose(read<tf.Tensor4D>(`${name}.weight`), [2, 3, 1, 0])
  return { filter, shift: tf.zeros([filter.shape[3]]) }
}

export const applyBatchNorm = ({ scale, shift }: PreparedNorm, x: tf.Tensor4D): tf.Tensor4D =>
  tf.add(tf.mul(x, scale), shift)

/** Padding on all sides, or before and after along both axes. */
export type ConvolutionPadding = number | { readonly before: number; readonly after: number }

/** `x` (N, height, width, in). The number of groups follows from the filter's channels. */
export function applyConvolution(
  x: tf.Tensor4D,
  { filter, shift }: PreparedConvolution,
  stride: number,
  padding: ConvolutionPadding,
): tf.Tensor4D {
  if (typeof padding !== 'number') {
    const sides: [number, number] = [padding.before, padding.after]
    return applyConvolution(tf.pad(x, [[0, 0], sides, sides, [0, 0]]), { filter, shift }, stride, 0)
  }
  const groups = x.shape[3] / filter.shape[2]
  const sums = convolveGroups(x, splitGroups(filter, groups), (own, part) => tf.conv2d(own, part, stride, padding))
  return tf.add(sums, shift)
}
