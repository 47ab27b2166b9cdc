import { beforeAll, describe, expect, it } from 'vitest'
import { backendsUnderTest, prepareBackend } from '../../testing/backends'
import * as tf from '../tf'
import { stopGradient } from './stopGradient'

describe.each(backendsUnderTest)('stopGradient on %s', (backend) => {
  beforeAll(() => prepareBackend(backend))

  it('is a constant for the gradient', async () => {
    const gradient = tf.grad((x) => tf.sum(tf.mul(x, stopGradient(x))))(tf.tensor1d([1, 2, 3]))
    expect(Array.from(await gradient.data())).toEqual([1, 2, 3])
  })

  it('leaves no tensor, and keeps its values when the source is disposed of', async () => {
    const before = tf.memory().numTensors
    const x = tf.tensor1d([1, 2, 3])
    const constant = stopGradient(x)
    x.dispose()
    expect(Array.from(await constant.data())).toEqual([1, 2, 3])
    constant.dispose()
    expect(tf.memory().numTensors).toBe(before)
  })
})
