/**
 * @file Convolution's gradients for the wasm backend, made of kernels that it has.
 *
 * Its own Conv2DBackpropInput is a naive loop that costs several times the
 * forward pass, and Conv2DBackpropFilter it lacks (tfjs 4.22). Here both run on
 * XNNPACK's convolution and matrix product. tf ops called inside a kernel are
 * not put on the gradient tape, so the stock gradients of both kernels hold.
 */
import * as tf from '../../tf'
import { joinPhases, pixelsAtOffset, range, type StrideGrid, splitPhases, strideGrid } from '../strideGrid'
import { type PhaseAxis, phaseAxis } from '../transposedWindows'
import { replaceWasmKernel } from './replaceKernel'

interface ConvAttributes {
  readonly strides: number | [number, number]
  readonly pad: 'valid' | 'same' | number | tf.backend_util.ExplicitPadding
  readonly dataFormat: 'NHWC' | 'NCHW'
  readonly dimRoundingMode?: 'floor' | 'round' | 'ceil'
}

type Shape4D = [number, number, number, number]

function convGrid(inShape: Shape4D, filterShape: Shape4D, attributes: ConvAttributes): StrideGrid {
  const { strides, pad, dataFormat, dimRoundingMode } = attributes
  if (dataFormat !== 'NHWC') throw new Error(`convolution gradients on wasm take NHWC, not ${dataFormat}`)
  return strideGrid(tf.backend_util.computeConv2DInfo(inShape, filterShape, strides, 1, pad, dimRoundingMode))
}

/**
 * Phase by phase: see transposedWindows.
 *
 * @param dy (batch, out height, out width, out channels)
 * @param filter (height, width, in channels, out channels)
 * @returns `inputShape`, which is (batch, height, width, in channels)
 */
function backpropInput(dy: tf.Tensor4D, filter: tf.Tensor4D, inputShape: Shape4D, attributes: ConvAttributes) {
  const grid = convGrid(inputShape, filter.shape, attributes)
  const phases = range(grid.strides[0]).map((r) =>
    range(grid.strides[1]).map((q) =>
      tf.tidy(() => backpropPhase(dy, filter, phaseAxis(grid, 0, r), phaseAxis(grid, 1, q))),
    ),
  )
  return joinPhases(phases, { ...grid, padBefore: [0, 0] })
}

function backpropPhase(dy: tf.Tensor4D, filter: tf.Tensor4D, rows: PhaseAxis, columns: PhaseAxis) {
  const [batch, outRows, outColumns, outChannels] = dy.shape
  if (rows.taps.length === 0 || columns.taps.length === 0) {
    const inChannels = filter.shape[2]
    return tf.zeros([batch, rows.size, columns.size, inChannels]) as tf.Tensor4D
  }
  const [top, left] = [Math.max(0, -rows.before), Math.max(0, -columns.before)]
  const height = outRows - top - Math.max(0, -rows.after)
  const width = outColumns - left - Math.max(0, -columns.after)
  const isWhole = height === outRows && width === outColumns
  const seen = isWhole ? dy : tf.slice(dy, [0, top, left, 0], [batch, height, width, outChannels])
  return tf.conv2d(seen, transposedTaps(filter, rows.taps, columns.taps), 1, [
    [0, 0],
    [Math.max(0, rows.before), Math.max(0, rows.after)],
    [Math.max(0, columns.before), Math.max(0, columns.after)],
    [0, 0],
  ])
}

/** The filter (height, width, in, out) at the given offsets, in their order: (rows, columns, out, in). */
function transposedTaps(filter: tf.Tensor4D, rows: readonly number[], columns: readonly number[]): tf.Tensor4D {
  const [kernelRows, kernelColumns, inChannels, outChannels] = filter.shape
  const size = inChannels * outChannels
  const flat = tf.reshape(filter, [kernelRows * kernelColumns, size])
  // Slices, because reverse, gather and strided slice take ten to fifty times as long on this backend.
  const taps = rows.flatMap((row) =>
    columns.map((column) => tf.slice(flat, [row * kernelColumns + column, 0], [1, size])),
  )
  const chosen = tf.reshape(taps.length === 1 ? (taps[0] as tf.Tensor) : tf.concat(taps), [-1, inChannels, outChannels])
  return tf.reshape(tf.transpose(chosen, [0, 2, 1]), [rows.length, columns.length, outChannels, inChannels])
}

/**
 * For each kernel offset the matrix product of what the windows see there with dy.
 *
 * @param x (batch, height, width, in channels)
 * @param dy (batch, out height, out width, out channels)
 * @returns `filterShape`, which is (height, width, in channels, out channels)
 */
function backpropFilter(x: tf.Tensor4D, dy: tf.Tensor4D, filterShape: Shape4D, attributes: ConvAttributes) {
  const grid = convGrid(x.shape, filterShape, attributes)
  const [kernelRows, kernelColumns, inChannels, outChannels] = filterShape
  const positions = dy.shape[0] * dy.shape[1] * dy.shape[2]
  // Both with the batch after rows and columns: windows are then cut in long runs, and each product is already
  // (in channels, out channels). The second factor is the same in all products, for which XNNPACK packs it once.
  const byPosition = tf.reshape(tf.transpose(dy, [1, 2, 0, 3]), [positions, outChannels]) as tf.Tensor2D
  const phases = splitPhases(tf.transpose(x, [3, 1, 2, 0]), grid)
  const products = range(kernelRows * kernelColumns).map((offset) =>
    // Tidied one by one, so that only one offset's copy of the pixels is held.
    tf.tidy(() => {
      const pixels = pixelsAtOffset(phases, grid, Math.floor(offset / kernelColumns), offset % kernelColumns)
      return tf.matMul(tf.reshape(pixels, [inChannels, positions]) as tf.Tensor2D, byPosition)
    }),
  )
  return tf.reshape(tf.stack(products), filterShape)
}

let isInstalled = false

/** For browsers without SIMD; where there is SIMD, convolutions.ts takes over. May run before the backend starts; does nothing where it has run. */
export function installWasmConvGradients(): void {
  if (isInstalled) return
  replaceWasmKernel('Conv2DBackpropInput', ({ inputs, attrs }) => {
    const { inputShape, ...attributes } = attrs as unknown as ConvAttributes & { inputShape: Shape4D }
    const { dy, filter } = inputs as unknown as { dy: tf.Tensor4D; filter: tf.Tensor4D }
    return tf.tidy(() => backpropInput(dy, filter, inputShape, attributes))
  })
  replaceWasmKernel('Conv2DBackpropFilter', ({ inputs, attrs }) => {
    const { filterShape, ...attributes } = attrs as unknown as ConvAttributes & { filterShape: Shape4D }
    const { x, dy } = inputs as unknown as { x: tf.Tensor4D; dy: tf.Tensor4D }
    return tf.tidy(() => backpropFilter(x, dy, filterShape, attributes))
  })
  isInstalled = true
}
