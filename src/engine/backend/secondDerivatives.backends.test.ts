import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { backendsUnderTest, prepareBackend } from '../../testing/backends'
import { gradientError, uniform } from '../../testing/finiteDifferences'
import { NET_SIZE, netLoss, ROWS, type Row, squaredGradientNorm } from '../../testing/secondDerivativeRows'
import { ACTIVATION_NAMES, type ActivationName } from '../architectures/activationNames'
import * as tf from '../tf'
import { installSecondDerivatives, removeSecondDerivatives } from './secondDerivatives'

const TOLERANCE = 1e-3
/** Errors without the mend must be plain, not near the tolerance. */
const PLAINLY_WRONG = 0.05

const NORMS = {
  L1: (gradient: tf.Tensor) => tf.sum(tf.abs(gradient)),
  'squared L2': (gradient: tf.Tensor) => tf.sum(tf.square(gradient)),
}

async function rowError(row: Row): Promise<number> {
  const [x, w] = [row.x(), row.w()]
  try {
    return await gradientError(squaredGradientNorm(row, x), w, row.step ?? 2e-2)
  } finally {
    tf.dispose([x, w])
  }
}

async function netError(activation: ActivationName, norm: (gradient: tf.Tensor) => tf.Tensor): Promise<number> {
  // Seeds that leave no kink of relu or of the L1 norm within the step.
  const [x, w] = [uniform([2, 4, 4, 2], 0, 1, 9), uniform([NET_SIZE], -0.5, 0.5, 109)]
  try {
    const gradientNorm = (parameters: tf.Tensor) =>
      norm(tf.grad((pixels: tf.Tensor) => netLoss(activation, pixels, parameters))(x))
    return await gradientError(gradientNorm, w, 2e-3)
  } finally {
    tf.dispose([x, w])
  }
}

describe.each(backendsUnderTest)('second derivatives on %s', (backend) => {
  beforeAll(() => prepareBackend(backend))

  it.each(ROWS)('$op', async (row) => {
    const before = tf.memory().numTensors
    expect(await rowError(row)).toBeLessThanOrEqual(TOLERANCE)
    expect(tf.memory().numTensors, 'tensors left').toBe(before)
  })

  describe.each(Object.entries(NORMS))("the %s norm of a conv net's input gradient", (_, norm) => {
    it.each(ACTIVATION_NAMES)('with %s', async (activation) => {
      expect(await netError(activation, norm)).toBeLessThanOrEqual(TOLERANCE)
    })
  })

  it('max pooling’s goes to the first of equal pixels', async () => {
    const flat = tf.ones([1, 3, 3, 1])
    const gradient = tf.grad((x) => tf.sum(tf.maxPool(x as tf.Tensor4D, 3, 2, 1)))(flat)
    expect(Array.from(await gradient.data())).toEqual([1, 1, 0, 1, 1, 0, 0, 0, 0])
  })

  it('are zero for abs at zero', async () => {
    const gradient = tf.grad((x) => tf.sum(tf.abs(x)))(tf.tensor1d([-2, 0, 3]))
    expect(Array.from(await gradient.data())).toEqual([-1, 0, 1])
  })
})

describe.each(backendsUnderTest)('without the corrected kernels on %s', (backend) => {
  beforeAll(async () => {
    await prepareBackend(backend)
    removeSecondDerivatives()
  })
  afterAll(installSecondDerivatives)

  it.each(ROWS.filter(({ stock }) => stock === 'wrong'))('$op is wrong', async (row) => {
    expect(await rowError(row)).toBeGreaterThan(PLAINLY_WRONG)
  })

  it.each(ROWS.filter(({ stock }) => stock === 'throws'))('$op throws', async (row) => {
    await expect(rowError(row)).rejects.toThrow(/gradient/i)
  })

  it.each(ACTIVATION_NAMES)('the gradient of a conv net with %s is wrong', async (activation) => {
    expect(await netError(activation, NORMS['squared L2'])).toBeGreaterThan(PLAINLY_WRONG)
  })
})
