/** @file Pooling: maximum or mean over windows, or over all pixels. */
import { smallestOf } from '../../../numbers/extremes'
import { quoteShape } from '../../../quote'
import * as tf from '../../tf'
import { channelsLast, inOrder } from '../values/order'
import { type GraphValue, shapeOf, tensorValue } from '../values/types'
import { type Call, type Compute, decline, inputOf, numberList, numberOf, type Operators } from './types'
import { paddingOf, type WindowPlaces, windowsOf } from './windows'

/** The lowest float32: padding must not be a window's maximum. */
const LOWEST = -3.4028234663852886e38

type Size = readonly [number, number]

interface Pool {
  readonly image: tf.Tensor4D
  readonly windows: WindowPlaces
  /** Rows and columns of the output. */
  readonly out: Size
  readonly asValue: (result: tf.Tensor) => GraphValue
}

function poolOf(call: Call): Pool {
  const x = inputOf(call)
  const rank = shapeOf(x).length
  if (rank !== 3 && rank !== 4) throw new Error(`an input of the shape ${quoteShape(shapeOf(x))}`)
  const images = inOrder(x, channelsLast(rank))
  const image = (rank === 3 ? tf.expandDims(images, 1) : images) as tf.Tensor4D
  const windows = windowsOf(call, numberList(call, 'kernel_shape') ?? [], [image.shape[1], image.shape[2]])
  decline(
    windows.dilations.some((dilation) => dilation > 1),
    'dilated pooling',
  )
  const isCeil = numberOf(call, 'ceil_mode', 0) === 1
  const out = ([0, 1] as const).map((axis) => {
    const size = image.shape[axis + 1] as number
    const [before, after, stride] = [windows.before[axis], windows.after[axis], windows.strides[axis]]
    const steps = (size + before + after - windows.kernel[axis]) / stride
    const count = (isCeil ? Math.ceil(steps) : Math.floor(steps)) + 1
    // Windows that would begin beyond the image and its first padding are omitted.
    return isCeil && (count - 1) * stride >= size + before ? count - 1 : count
  }) as [number, number]
  const asValue = (result: tf.Tensor) => tensorValue(rank === 3 ? tf.squeeze(result, [1]) : result, channelsLast(rank))
  return { image, windows, out, asValue }
}

/** How far the last windows extend beyond the given padding; negative if they end before. */
function reaching({ image, windows, out }: Pool): WindowPlaces {
  const after = ([0, 1] as const).map((axis) => {
    const end = ((out[axis] as number) - 1) * windows.strides[axis] + windows.kernel[axis]
    return end - windows.before[axis] - (image.shape[axis + 1] as number)
  }) as [number, number]
  return { ...windows, after }
}

/** Pads the image, or crops it if the last window ends before it does. */
function padded(image: tf.Tensor4D, { before, after }: WindowPlaces, fill: number): tf.Tensor4D {
  const [batch, height, width, channels] = image.shape
  const shown = [height + Math.min(0, after[0]), width + Math.min(0, after[1])] as const
  const cut = shown[0] < height || shown[1] < width ? tf.slice(image, [0, 0, 0, 0], [batch, ...shown, channels]) : image
  const paddings: [number, number][] = [
    [0, 0],
    [before[0], Math.max(0, after[0])],
    [before[1], Math.max(0, after[1])],
    [0, 0],
  ]
  return paddings.flat().some((number) => number > 0) ? tf.pad(cut, paddings, fill) : cut
}

const maxPool: Compute = (call) => {
  decline(call.outputs > 1, 'the positions of the largest')
  const pool = poolOf(call)
  const strides = [...pool.windows.strides] as [number, number]
  const kernel = [...pool.windows.kernel] as [number, number]
  const windows = reaching(pool)
  const plain = paddingOf(windows)
  // Padding that matches the windows is left to the backend.
  if (typeof plain === 'number' && plain * 2 <= smallestOf(kernel) && plain >= 0) {
    return pool.asValue(tf.maxPool(pool.image, kernel, strides, plain))
  }
  return pool.asValue(tf.maxPool(padded(pool.image, windows, LOWEST), kernel, strides, 'valid'))
}

/** The number of pixels by which PyTorch divides each window's sum: (1, rows, columns, 1). */
function counts({ image, windows, out }: Pool, withPadding: boolean): tf.Tensor {
  const [rows, columns] = ([0, 1] as const).map((axis) =>
    Array.from({ length: out[axis] }, (_, i) => {
      const size = image.shape[axis + 1] as number
      const begin = i * windows.strides[axis] - windows.before[axis]
      const end = Math.min(begin + windows.kernel[axis], size + windows.after[axis])
      return withPadding ? end - begin : Math.min(end, size) - Math.max(begin, 0)
    }),
  ) as [number[], number[]]
  return tf.mul(tf.tensor4d(rows, [1, rows.length, 1, 1]), tf.tensor4d(columns, [1, 1, columns.length, 1]))
}

const averagePool: Compute = (call) => {
  const pool = poolOf(call)
  const { kernel, before, after, strides } = pool.windows
  const windows = reaching(pool)
  const mean = tf.avgPool(
    padded(pool.image, windows, 0),
    [...kernel] as [number, number],
    [...strides] as [number, number],
    'valid',
  )
  const isWhole = [...before, ...after].every((number) => number === 0) && windows.after.every((number) => number <= 0)
  if (isWhole) return pool.asValue(mean)
  const divisors = counts(pool, numberOf(call, 'count_include_pad', 0) === 1)
  return pool.asValue(tf.mul(mean, tf.div(kernel[0] * kernel[1], divisors)))
}

const ofAll =
  (reduce: (image: tf.Tensor, axes: number[]) => tf.Tensor): Compute =>
  (call) => {
    const x = inputOf(call)
    const rank = shapeOf(x).length
    if (rank < 3) throw new Error(`an input of the shape ${quoteShape(shapeOf(x))}`)
    const images = inOrder(x, channelsLast(rank))
    const axes = Array.from({ length: rank - 2 }, (_, axis) => axis + 1)
    return tensorValue(reduce(images, axes), channelsLast(rank))
  }

export const POOLS: Operators = {
  MaxPool: maxPool,
  AveragePool: averagePool,
  GlobalAveragePool: ofAll((image, axes) => tf.mean(image, axes, true)),
  GlobalMaxPool: ofAll((image, axes) => tf.max(image, axes, true)),
}
