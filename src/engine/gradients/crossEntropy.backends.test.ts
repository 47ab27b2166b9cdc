import { beforeAll, describe, expect, it } from 'vitest'
import { expectClose } from '../../testing/allclose'
import { backendsUnderTest, prepareBackend } from '../../testing/backends'
import * as tf from '../tf'
import { crossEntropy } from './crossEntropy'

const LOGITS = [
  [2, -1, 0.5],
  [0, 0, 0],
  [-3, 4, 4],
]
const LABELS = [0, 2, 1]

function softmax(row: readonly number[]): number[] {
  const sum = row.reduce((total, logit) => total + Math.exp(logit), 0)
  return row.map((logit) => Math.exp(logit) / sum)
}

const labels = () => tf.tensor1d(LABELS, 'int32')

describe.each(backendsUnderTest)('cross-entropy on %s', (backend) => {
  beforeAll(() => prepareBackend(backend))

  it('is -log of the softmax at the label', async () => {
    const values = tf.tidy(() => crossEntropy(tf.tensor2d(LOGITS), labels()))
    const expected = LOGITS.map((row, i) => -Math.log(softmax(row)[LABELS[i]!]!))
    expectClose(await values.data(), expected, 1e-6)
    values.dispose()
  })

  it('has the gradient softmax - one-hot, also for equal logits', async () => {
    const before = tf.memory().numTensors
    const gradient = tf.tidy(() => tf.grad((z) => crossEntropy(z as tf.Tensor2D, labels()))(tf.tensor2d(LOGITS)))
    const expected = LOGITS.flatMap((row, i) => softmax(row).map((p, k) => p - (k === LABELS[i] ? 1 : 0)))
    expectClose(await gradient.data(), expected, 1e-6)
    gradient.dispose()
    expect(tf.memory().numTensors).toBe(before)
  })

  it('keeps the digits of its gradient when the label is almost certain', async () => {
    const gradient = tf.tidy(() =>
      tf.grad((z) => crossEntropy(z as tf.Tensor2D, tf.tensor1d([1], 'int32')))(tf.tensor2d([[2, 19, 1]])),
    )
    const [first, last] = [Math.exp(-17), Math.exp(-18)]
    // Each by itself: together the smallest would not count.
    for (const [i, slope] of [first, -(first + last), last].entries()) {
      expectClose([(await gradient.data())[i]!], [slope / (1 + first + last)], 1e-5)
    }
    gradient.dispose()
  })

  it('keeps the digits of a loss that is nearly 0', async () => {
    const logits = [
      [2, 30, 1],
      [0, 60, 0],
    ]
    const values = tf.tidy(() => crossEntropy(tf.tensor2d(logits), tf.tensor1d([1, 1], 'int32')))
    const [first, second] = await values.data()
    expectClose([first!], [Math.exp(-28) + Math.exp(-29)], 1e-5)
    expectClose([second!], [2 * Math.exp(-60)], 1e-5)
    values.dispose()
  })

  it('stays finite for large logits', async () => {
    const values = tf.tidy(
      () =>
      crossEntropy(tf.tensor2d([[1e4, -1e4], [1e4, -1e4]]), tf.tensor1d([0, 1], 'int32')), // biome-ignore format: pairs
    )
    expect(Array.from(await values.data())).toEqual([0, 2e4])
    values.dispose()
  })
})
