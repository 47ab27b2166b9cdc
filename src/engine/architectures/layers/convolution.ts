/** @file Convolutions, and batch norm with frozen statistics, which is folded into the convolution before it. */
import * as tf from '../../tf'
import type { PreparedNorm } from './layerNorm'
import type { ReadParameter } from './parameterReader'

/** A convolution with what comes after it linearly, such as batch norm: differentiable. */
export interface PreparedConvolution {
  /** (height, width, in / groups, out) */
  readonly filter: tf.Tensor4D
  /** (out) */
  readonly shift: tf.Tensor1D
}

/** torch.nn.BatchNorm2d's default. */
const BATCH_NORM_EPSILON = 1e-5

/** Batch norm with its running statistics, as a scale and a shift. */
export function batchNorm(read: ReadParameter, name: string): PreparedNorm {
  const deviation = tf.sqrt(tf.add(read(`${name}.running_var`), BATCH_NORM_EPSILON))
  const scale = tf.div<tf.Tensor1D>(read(`${name}.weight`), deviation)
  return { scale, shift: tf.sub(read(`${name}.bias`), tf.mul(read(`${name}.running_mean`), scale)) }
}

/** The convolution of a name; `norm` is that of the batch norm after it, without which it has a bias of its own. */
export function convolution(read: ReadParameter, name: string, norm: string | null): PreparedConvolution {
  const filter = tf.transpose(read<tf.Tensor4D>(`${name}.weight`), [2, 3, 1, 0])
  if (norm === null) return { filter, shift: tf.clone(read<tf.Tensor1D>(`${name}.bias`)) }
  const { scale, shift } = batchNorm(read, norm)
  return { filter: tf.mul(filter, scale), shift }
}

/** A convolution with neither bias nor batch norm after it. */
export function bareConvolution(read: ReadParameter, name: string): PreparedConvolution {
  const filter = tf.transpose(read<tf.Tensor4D>(`${name}.weight`), [2, 3, 1, 0])
  return { filter, shift: tf.zeros([filter.shape[3]]) }
}

export const applyBatchNorm = ({ scale, shift }: PreparedNorm, x: tf.Tensor4D): tf.Tensor4D =>
  tf.add(tf.mul(x, scale), shift)

/** Pixels of zeros on all sides, or above and at the left, and below and at the right. */
export type ConvolutionPadding = number | { readonly before: number; readonly after: number }

/** `x` (N, height, width, in). As many groups as the filter's number of channels asks for. */
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
  const sums = groups === 1 ? tf.conv2d(x, filter, stride, padding) : inGroups(x, filter, stride, padding, groups)
  return tf.add(sums, shift)
}

/** Channels of one convolution of tfjs: it has no groups, and calls for narrower ones cost more than zeros in the filter. */
const CHANNELS_AT_ONCE = 32

/** Some groups at once, as one convolution whose filter is zero between groups. */
function inGroups(x: tf.Tensor4D, filter: tf.Tensor4D, stride: number, padding: number, groups: number): tf.Tensor4D {
  const [height, width, into, out] = filter.shape
  const outOfGroup = out / groups
  const most = Math.max(1, Math.floor(CHANNELS_AT_ONCE / into))
  const parts: tf.Tensor4D[] = []
  for (let first = 0; first < groups; first += most) {
    const count = Math.min(most, groups - first)
    const part = tf.slice(filter, [0, 0, 0, first * outOfGroup], [height, width, into, count * outOfGroup])
    const dense = tf.mul(tf.tile(part, [1, 1, count, 1]), withinGroups(count, into, outOfGroup)) as tf.Tensor4D
    const [batch, rows, columns] = x.shape
    const slice = tf.slice(x, [0, 0, 0, first * into], [batch, rows, columns, count * into])
    parts.push(tf.conv2d(slice, dense, stride, padding))
  }
  return tf.concat(parts, 3)
}

/** (1, 1, groups * into, groups * out): 1 where both channels are of one group, else 0. */
function withinGroups(groups: number, into: number, out: number): tf.Tensor4D {
  const values = new Float32Array(groups * into * groups * out)
  for (let i = 0; i < values.length; i++) {
    const [row, column] = [Math.floor(i / (groups * out)), i % (groups * out)]
    if (Math.floor(row / into) === Math.floor(column / out)) values[i] = 1
  }
  return tf.tensor4d(values, [1, 1, groups * into, groups * out])
}
