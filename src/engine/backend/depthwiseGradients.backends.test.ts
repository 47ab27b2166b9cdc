import { beforeAll, describe, expect, it } from 'vitest'
import { backendsUnderTest, prepareBackend } from '../../testing/backends'
import { gradientError, uniform } from '../../testing/finiteDifferences'
import * as tf from '../tf'

const UNEVEN: tf.backend_util.ExplicitPadding = [
  [0, 0],
  [0, 2],
  [1, 0],
  [0, 0],
]

const CASES = [
  { side: 5, kernel: [3, 3], stride: [1, 1], dilation: [1, 1], multiple: 1, pad: 'same' as const },
  { side: 6, kernel: [3, 2], stride: [2, 1], dilation: [1, 1], multiple: 2, pad: 'valid' as const },
  { side: 7, kernel: [5, 5], stride: [2, 2], dilation: [1, 1], multiple: 1, pad: 2 },
  { side: 6, kernel: [3, 3], stride: [3, 3], dilation: [1, 1], multiple: 1, pad: UNEVEN },
  { side: 7, kernel: [3, 3], stride: [1, 1], dilation: [2, 3], multiple: 2, pad: 'same' as const },
  { side: 6, kernel: [3, 3], stride: [1, 1], dilation: [2, 2], multiple: 1, pad: 4 },
  { side: 5, kernel: [1, 1], stride: [2, 2], dilation: [1, 1], multiple: 3, pad: 0 },
]

type Case = (typeof CASES)[number]

const pair = (numbers: readonly number[]) => numbers as [number, number]

/** A sum of the values and of their squares, so that second derivatives are not zero. */
function measure({ stride, dilation, pad }: Case, x: tf.Tensor, filter: tf.Tensor): tf.Tensor {
  const y = tf.depthwiseConv2d(
    x as tf.Tensor4D,
    filter as tf.Tensor4D,
    pair(stride),
    pad as 'same',
    'NHWC',
    pair(dilation),
  )
  return tf.sum(tf.add(tf.mul(uniform(y.shape, 0.5, 1.5, 3), y), tf.mul(0.5, tf.square(y))))
}

describe.each(backendsUnderTest)('depthwise gradients on %s', (backend) => {
  beforeAll(() => prepareBackend(backend))

  it.each(CASES)('kernel $kernel, stride $stride, dilation $dilation, times $multiple', async (each) => {
    const x = uniform([2, each.side, each.side + 1, 2], -1, 1, 1)
    const filter = uniform([...each.kernel, 2, each.multiple], -1, 1, 2)
    const before = tf.memory().numTensors
    const squaredNorm = (weights: tf.Tensor) =>
      tf.sum(tf.square(tf.grad((pixels: tf.Tensor) => measure(each, pixels, weights))(x)))
    expect(await gradientError((pixels) => measure(each, pixels, filter), x, 2e-2), 'in the image').toBeLessThan(1e-3)
    expect(await gradientError((weights) => measure(each, x, weights), filter, 2e-2), 'in the filter').toBeLessThan(
      1e-3,
    )
    expect(await gradientError(squaredNorm, filter, 2e-2), 'of the gradient’s norm').toBeLessThan(1e-3)
    expect(tf.memory().numTensors, 'tensors left').toBe(before)
    tf.dispose([x, filter])
  })
})
