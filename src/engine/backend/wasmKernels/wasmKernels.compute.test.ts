import { beforeAll, describe, expect, it } from 'vitest'
import { expectClose } from '../../../testing/allclose'
import { prepareBackend } from '../../../testing/backends'
import { uniform } from '../../../testing/finiteDifferences'
import * as tf from '../../tf'
import { fusedGradientStepLinf } from '../webgpuKernels/attackSteps'

const TOLERANCE = 1e-5

/** What `compute` gives on a backend. Its tensors must be made within: they belong to a backend. */
async function resultOn(backend: 'cpu' | 'wasm', compute: () => tf.Tensor[]): Promise<Float32Array[]> {
  await prepareBackend(backend)
  const before = tf.memory()
  const results = tf.tidy(compute)
  const after = tf.memory()
  expect(after.numTensors - before.numTensors, `tensors left on ${backend}`).toBe(results.length)
  expect(after.numDataBuffers - before.numDataBuffers, `buffers left on ${backend}`).toBe(results.length)
  const values = await Promise.all(results.map((result) => result.data<'float32'>()))
  tf.dispose(results)
  return values
}

async function expectSameOnWasm(compute: () => tf.Tensor[]): Promise<void> {
  const expected = await resultOn('cpu', compute)
  const actual = await resultOn('wasm', compute)
  for (const [i, values] of expected.entries()) expectClose(actual[i] as Float32Array, values, TOLERANCE)
}

type Padding = number | 'same' | 'valid' | tf.backend_util.ExplicitPadding
const UNEVEN: tf.backend_util.ExplicitPadding = [
  [0, 0],
  [0, 2],
  [1, 0],
  [0, 0],
]

const CONVOLUTIONS = [1, 3, 7].flatMap((kernel) =>
  [1, 2].flatMap((stride) =>
    (['same', 'valid', (kernel - 1) / 2, kernel, UNEVEN] as Padding[]).flatMap((padding) =>
      [
        [9, 8],
        [8, 11],
      ].map(([height, width]) => ({ kernel, stride, padding, height: height as number, width: width as number })),
    ),
  ),
)

describe('convolution gradients equal cpu', () => {
  it.each(CONVOLUTIONS)(
    'kernel $kernel, stride $stride, padding $padding, $height x $width',
    async ({ kernel, stride, padding, height, width }) => {
      await expectSameOnWasm(() => {
        const x = uniform([2, height, width, 3], -1, 1, 1) as tf.Tensor4D
        const filter = uniform([kernel, kernel, 3, 5], -1, 1, 2) as tf.Tensor4D
        const weightedSum = (input: tf.Tensor4D, weights: tf.Tensor4D) => {
          const y = tf.conv2d(input, weights, stride, padding)
          return tf.sum(tf.mul(y, uniform(y.shape, -1, 1, 3))) as tf.Scalar
        }
        return tf.grads(weightedSum as (...inputs: tf.Tensor[]) => tf.Scalar)([x, filter])
      })
    },
  )

  it.each([
    { kernel: [3, 1], strides: [2, 1] },
    { kernel: [2, 5], strides: [1, 3] },
  ] as const)('take rows and columns apart: kernel $kernel, strides $strides', async ({ kernel, strides }) => {
    await expectSameOnWasm(() => {
      const x = uniform([1, 9, 10, 2], -1, 1, 1) as tf.Tensor4D
      const filter = uniform([...kernel, 2, 3], -1, 1, 2) as tf.Tensor4D
      const loss = (a: tf.Tensor, b: tf.Tensor) =>
        tf.sum(tf.square(tf.conv2d(a as tf.Tensor4D, b as tf.Tensor4D, [...strides], 'same'))) as tf.Scalar
      return tf.grads(loss)([x, filter])
    })
  })

  it('except that channels first are refused, with a remedy', async () => {
    await prepareBackend('wasm')
    const gradient = () =>
      tf.tidy(() =>
        tf.grad((x) => tf.conv2d(x as tf.Tensor4D, tf.ones([1, 1, 1, 1]) as tf.Tensor4D, 1, 'same', 'NCHW'))(
          tf.ones([1, 1, 2, 2]),
        ),
      )
    expect(gradient).toThrow(/channelsLast|NHWC/)
  })
})

describe('matrix products on wasm', () => {
  const SHAPES = [
    { outer: [], m: 5, k: 7, n: 3 },
    { outer: [3], m: 5, k: 7, n: 3 },
    { outer: [2, 3], m: 40, k: 50, n: 60 },
  ]
  const TRANSPOSES = [0, 1].flatMap((a) => [0, 1].map((b) => [a === 1, b === 1] as const))
  const cases = SHAPES.flatMap((shape) => TRANSPOSES.map(([a, b]) => ({ ...shape, a, b })))

  it.each(cases)('match cpu: $outer x ($m, $k) x ($k, $n), transposed $a, $b', async ({ outer, m, k, n, a, b }) => {
    await expectSameOnWasm(() => {
      const left = uniform([...outer, ...(a ? [k, m] : [m, k])], -1, 1, 1)
      const right = uniform([...outer, ...(b ? [n, k] : [k, n])], -1, 1, 2)
      return [tf.matMul(left, right, a, b)]
    })
  })

  it('accept one factor for the whole batch', async () => {
    await expectSameOnWasm(() => [tf.matMul(uniform([4, 60, 50], -1, 1, 1), uniform([1, 50, 40], -1, 1, 2))])
  })
})

describe('slices on wasm', () => {
  it.each([
    { shape: [7], begin: [2], size: [4] },
    { shape: [5, 4], begin: [1, 0], size: [3, 4] },
    { shape: [5, 4], begin: [0, 1], size: [5, 2] },
    { shape: [3, 4, 5], begin: [1, 2, 0], size: [2, 2, 5] },
    { shape: [2, 5, 6, 40], begin: [0, 1, 2, 0], size: [2, 3, 3, 40] },
    { shape: [2, 5, 6, 3], begin: [1, 1, 2, 1], size: [1, 3, 4, 2] },
    { shape: [2, 3, 2, 3, 2], begin: [0, 1, 1, 1, 1], size: [2, 2, 1, 2, 1] },
    { shape: [3, 2], begin: [1, 0], size: [0, 2] },
  ])('match cpu: $size from $begin of $shape', async ({ shape, begin, size }) => {
    await expectSameOnWasm(() => [tf.slice(uniform(shape, -1, 1), begin, size)])
  })

  it('accept whole numbers and booleans', async () => {
    await prepareBackend('wasm')
    const whole = tf.tidy(() => tf.slice(tf.tensor1d([1, 2, 3], 'int32'), 1, 2))
    const booleans = tf.tidy(() => tf.slice(tf.tensor1d([true, false, true], 'bool'), 1, 2))
    expect(Array.from(await whole.data())).toEqual([2, 3])
    expect(Array.from(await booleans.data())).toEqual([0, 1])
    tf.dispose([whole, booleans])
  })
})

describe('the gradient of gather on wasm', () => {
  beforeAll(() => prepareBackend('wasm'))

  it('sums rows that were taken more than once', async () => {
    const gradient = tf.tidy(() =>
      tf.grad((x) => tf.sum(tf.gather(x, tf.tensor1d([2, 0, 2], 'int32'))))(tf.ones([3, 2])),
    )
    expect(Array.from(await gradient.data())).toEqual([1, 1, 0, 0, 2, 2])
  })
})

describe('the step of PGD and APGD on wasm', () => {
  it.each([null, 0.25])('equals plain ops to the last bit, with momentum %s', async (share) => {
    await prepareBackend('wasm')
    const shape = [3, 5, 4, 3]
    const [iterate, gradient, previous] = tf.tidy(() => [
      uniform(shape, 0, 1, 1),
      tf.mul(uniform(shape, -1, 1, 2), tf.cast(tf.greater(uniform(shape, 0, 1, 3), 0.2), 'float32')),
      uniform(shape, 0, 1, 4),
    ]) as [tf.Tensor4D, tf.Tensor4D, tf.Tensor4D]
    const stepSize = tf.tensor4d([0.01, 0.3, 0.05], [3, 1, 1, 1])
    const [low, high] = tf.tidy(() => [tf.sub(iterate, 0.07), tf.add(iterate, 0.06)]) as [tf.Tensor4D, tf.Tensor4D]
    const clamp = (x: tf.Tensor) => tf.minimum(tf.maximum(x, low), high)
    const expected = tf.tidy(() => {
      const stepped = clamp(tf.add(iterate, tf.mul(tf.sign(gradient), stepSize)))
      if (share === null) return stepped
      const ahead = tf.mul(tf.sub(stepped, iterate), 1 - share)
      return clamp(tf.add(tf.add(iterate, ahead), tf.mul(tf.sub(iterate, previous), share)))
    })
    const momentum = share === null ? null : { previous, share }
    const found = fusedGradientStepLinf({ iterate, gradient, stepSize, low, high, momentum })
    expect(await found.data()).toEqual(await expected.data())
    tf.dispose([iterate, gradient, previous, stepSize, low, high, expected, found])
  })
})
