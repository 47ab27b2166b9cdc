/**
 * @file Gradients of depthwise convolution, composed of differentiable ops. tfjs's own cannot be differentiated again,
 * and its wasm backend lacks the kernels.
 */
import * as tf from '../tf'
import { joinPhases, pixelsAtOffset, range, type StrideGrid, splitPhases, strideGrid } from './strideGrid'
import { type PhaseAxis, phaseAxis } from './transposedWindows'

interface DepthwiseAttributes {
  readonly strides: number | [number, number]
  readonly pad: 'valid' | 'same' | number | tf.backend_util.ExplicitPadding
  readonly dilations: number | [number, number]
  readonly dimRoundingMode?: 'floor' | 'round' | 'ceil'
}

type Shape4D = [number, number, number, number]

interface Windows {
  readonly grid: StrideGrid
  readonly dilations: readonly [number, number]
}

function windowsOf(x: Shape4D, filter: Shape4D, attributes: DepthwiseAttributes): Windows {
  const { strides, dilations, pad, dimRoundingMode } = attributes
  // tfjs's layers say null where they do not dilate.
  const info = tf.backend_util.computeConv2DInfo(x, filter, strides, dilations ?? 1, pad, dimRoundingMode, true)
  return { grid: strideGrid(info), dilations: [info.dilationHeight, info.dilationWidth] }
}

/** The inputs at each offset of the filter; a dilated filter is treated as a wider one. */
const reach = ({ grid, dilations }: Windows): StrideGrid => ({
  ...grid,
  kernel: [(grid.kernel[0] - 1) * dilations[0] + 1, (grid.kernel[1] - 1) * dilations[1] + 1],
})

/**
 * @param dy (batch, out height, out width, channels * multiple)
 * @param filter (height, width, channels, multiple)
 * @returns (batch, height, width, channels)
 */
function backpropInput(dy: tf.Tensor4D, filter: tf.Tensor4D, windows: Windows): tf.Tensor4D {
  const [rows, columns, channels, multiple] = filter.shape
  // The outputs of a channel separately, and then their sum.
  const single = tf.reshape(filter, [rows, columns, channels * multiple, 1]) as tf.Tensor4D
  const all = windows.dilations.some((dilation) => dilation > 1)
    ? backpropDilated(dy, single, windows)
    : backpropPhases(dy, single, windows.grid)
  if (multiple === 1) return all
  const [batch, height, width] = all.shape
  return tf.reshape(tf.sum(tf.reshape(all, [batch * height * width, channels, multiple]), 2), [
    batch,
    height,
    width,
    channels,
  ])
}

function backpropPhases(dy: tf.Tensor4D, filter: tf.Tensor4D, grid: StrideGrid): tf.Tensor4D {
  const phases = range(grid.strides[0]).map((r) =>
    range(grid.strides[1]).map((q) => backpropPhase(dy, filter, phaseAxis(grid, 0, r), phaseAxis(grid, 1, q))),
  )
  return joinPhases(phases, { ...grid, padBefore: [0, 0] })
}

function backpropPhase(dy: tf.Tensor4D, filter: tf.Tensor4D, rows: PhaseAxis, columns: PhaseAxis): tf.Tensor4D {
  if (rows.taps.length === 0 || columns.taps.length === 0) {
    return tf.zeros([dy.shape[0], rows.size, columns.size, dy.shape[3]]) as tf.Tensor4D
  }
  return tf.depthwiseConv2d(padded(dy, rows, columns), tapsOf(filter, rows.taps, columns.taps), 1, 'valid')
}

/** Only for stride 1: tfjs supports no other with dilation. */
function backpropDilated(dy: tf.Tensor4D, filter: tf.Tensor4D, windows: Windows): tf.Tensor4D {
  const { grid, dilations } = windows
  const axes = ([0, 1] as const).map((axis) => phaseAxis(reach(windows), axis, 0)) as [PhaseAxis, PhaseAxis]
  const flipped = tapsOf(filter, range(grid.kernel[0]).toReversed(), range(grid.kernel[1]).toReversed())
  return tf.depthwiseConv2d(padded(dy, ...axes), flipped, 1, 'valid', 'NHWC', [...dilations])
}

function padded(dy: tf.Tensor4D, rows: PhaseAxis, columns: PhaseAxis): tf.Tensor4D {
  const [batch, height, width, channels] = dy.shape
  const cut = (by: number) => Math.max(0, -by)
  const [top, left] = [cut(rows.before), cut(columns.before)]
  const seen = [height - top - cut(rows.after), width - left - cut(columns.after)] as const
  const isWhole = seen[0] === height && seen[1] === width
  const part = isWhole ? dy : tf.slice(dy, [0, top, left, 0], [batch, ...seen, channels])
  return tf.pad(part, [
    [0, 0],
    [Math.max(0, rows.before), Math.max(0, rows.after)],
    [Math.max(0, columns.before), Math.max(0, columns.after)],
    [0, 0],
  ])
}

/** The filter at the given offsets, in their order. */
function tapsOf(filter: tf.Tensor4D, rows: readonly number[], columns: readonly number[]): tf.Tensor4D {
  const [, kernelColumns, channels] = filter.shape
  const flat = tf.reshape(filter, [-1, channels])
  const taps = rows.flatMap((row) =>
    columns.map((column) => tf.slice(flat, [row * kernelColumns + column, 0], [1, channels])),
  )
  return tf.reshape(taps.length === 1 ? (taps[0] as tf.Tensor) : tf.concat(taps), [
    rows.length,
    columns.length,
    channels,
    1,
  ])
}

/** For each offset of the filter, what the windows see there times dy, summed over windows and images. */
function backpropFilter(x: tf.Tensor4D, dy: tf.Tensor4D, shape: Shape4D, windows: Windows): tf.Tensor4D {
  const [rows, columns, channels, multiple] = shape
  const wide = reach(windows)
  const phases = splitPhases(x, wide)
  const positions = dy.shape[0] * dy.shape[1] * dy.shape[2]
  const given = tf.reshape(dy, [positions, channels, multiple])
  const sums = range(rows * columns).map((offset) => {
    const [row, column] = [Math.floor(offset / columns), offset % columns]
    const pixels = pixelsAtOffset(phases, wide, row * windows.dilations[0], column * windows.dilations[1])
    return tf.sum(tf.mul(tf.reshape(pixels, [positions, channels, 1]), given), 0)
  })
  return tf.reshape(tf.stack(sums), shape)
}

export const depthwiseGradient: tf.GradConfig = {
  kernelName: 'DepthwiseConv2dNative',
  inputsToSave: ['x', 'filter'],
  gradFunc: (dy, saved, attributes) => {
    const [x, filter] = saved as [tf.Tensor4D, tf.Tensor4D]
    const windows = windowsOf(x.shape, filter.shape, attributes as unknown as DepthwiseAttributes)
    return {
      x: () => backpropInput(dy as tf.Tensor4D, filter, windows),
      filter: () => backpropFilter(x, dy as tf.Tensor4D, filter.shape, windows),
    }
  },
}
