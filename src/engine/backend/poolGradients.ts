/**
 * @file Gradients of max and average pooling that can be differentiated again
 * and are the same on every backend.
 */
import { stopGradient } from '../gradients/stopGradient'
import * as tf from '../tf'
import { pixelsAtOffset, range, type StrideGrid, scatterToPixels, splitPhases, strideGrid } from './strideGrid'

interface PoolAttributes {
  readonly filterSize: number | [number, number]
  readonly strides: number | [number, number]
  readonly pad: 'valid' | 'same' | number | tf.backend_util.ExplicitPadding
  readonly dimRoundingMode?: 'floor' | 'round' | 'ceil'
}

function poolGrid(shape: number[], attributes: PoolAttributes): StrideGrid {
  const { filterSize, strides, pad, dimRoundingMode } = attributes
  const shape4D = shape as [number, number, number, number]
  return strideGrid(tf.backend_util.computePool2DInfo(shape4D, filterSize, strides, 1, pad, dimRoundingMode))
}

/** The lowest float32: padding must not be a window's maximum. */
const LOWEST = -3.4028234663852886e38

/** Index of the kernel offset of each window's first maximum: float32 (batch, out height, out width, channels). */
function firstMaximum(x: tf.Tensor4D, grid: StrideGrid): tf.Tensor4D {
  const phases = splitPhases(x, grid, LOWEST)
  const offsets = range(grid.kernel[0] * grid.kernel[1])
  let best = pixelsAtOffset(phases, grid, 0, 0)
  let index: tf.Tensor4D = tf.zerosLike(best)
  for (const offset of offsets.slice(1)) {
    const pixels = pixelsAtOffset(phases, grid, Math.floor(offset / grid.kernel[1]), offset % grid.kernel[1])
    const isHigher = tf.cast(tf.greater(pixels, best), 'float32')
    index = tf.add(index, tf.mul(tf.sub(offset, index), isHigher))
    best = tf.maximum(best, pixels)
  }
  return index
}

/**
 * Max pooling's gradient made of differentiable ops. tfjs's MaxPoolGrad has no
 * gradient, and of equal pixels its cpu kernel takes the first and its webgpu
 * kernel the last; flat parts of an image do give equal pixels. Here the
 * first is taken, as in PyTorch.
 */
export const maxPoolGradient: tf.GradConfig = {
  kernelName: 'MaxPool',
  inputsToSave: ['x'],
  gradFunc: (dy, saved, attributes) => {
    const x = saved[0] as tf.Tensor4D
    const grid = poolGrid(x.shape, attributes as unknown as PoolAttributes)
    return {
      x: () => {
        const index = firstMaximum(stopGradient(x), grid)
        const given = range(grid.kernel[0] * grid.kernel[1]).map((offset) =>
          tf.mul(dy as tf.Tensor4D, tf.cast(tf.equal(index, offset), 'float32')),
        )
        return scatterToPixels(given as tf.Tensor4D[], grid)
      },
    }
  },
}

/** The share of each window inside the image: (1, out height, out width, 1), 1 without padding. */
function coverage(grid: StrideGrid): tf.Tensor4D {
  const [rows, columns] = ([0, 1] as const).map((axis) =>
    range(grid.outSize[axis]).map((i) => {
      const begin = i * grid.strides[axis] - grid.padBefore[axis]
      const end = Math.min(begin + grid.kernel[axis], grid.inSize[axis])
      return (end - Math.max(begin, 0)) / grid.kernel[axis]
    }),
  ) as [number[], number[]]
  return tf.mul(tf.tensor4d(rows, [1, rows.length, 1, 1]), tf.tensor4d(columns, [1, 1, columns.length, 1]))
}

const runAvgPoolGrad = (dy: tf.Tensor, input: tf.Tensor, attributes: tf.NamedAttrMap): tf.Tensor =>
  tf.engine().runKernel('AvgPoolGrad', { dy, input }, attributes)

/** tfjs's AvgPool does not count padding, but its AvgPoolGrad does; the quotient corrects this. */
export const avgPoolGradient: tf.GradConfig = {
  kernelName: 'AvgPool',
  inputsToSave: ['x'],
  gradFunc: (dy, saved, attributes) => {
    const x = saved[0] as tf.Tensor4D
    const grid = poolGrid(x.shape, attributes as unknown as PoolAttributes)
    return { x: () => runAvgPoolGrad(tf.div(dy as tf.Tensor, coverage(grid)), x, attributes) }
  },
}

/** AvgPoolGrad is linear in dy, and average pooling (with padding counted) is its transpose. */
export const avgPoolGradGradient: tf.GradConfig = {
  kernelName: 'AvgPoolGrad',
  inputsToSave: ['input'],
  gradFunc: (ddx, saved, attributes) => {
    const input = saved[0] as tf.Tensor4D
    const { filterSize, strides, pad, dimRoundingMode } = attributes as unknown as PoolAttributes
    const grid = poolGrid(input.shape, attributes as unknown as PoolAttributes)
    return {
      dy: () => tf.mul(tf.avgPool(ddx as tf.Tensor4D, filterSize, strides, pad, dimRoundingMode), coverage(grid)),
      input: () => tf.zerosLike(input),
    }
  },
}
