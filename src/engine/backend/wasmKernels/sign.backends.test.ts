import { beforeAll, describe, expect, it } from 'vitest'
import { backendsUnderTest, prepareBackend } from '../../../testing/backends'
import * as tf from '../../tf'

describe.each(backendsUnderTest)('the sign on %s', (backend) => {
  beforeAll(() => prepareBackend(backend))

  it('is that of the number, however small', async () => {
    const before = tf.memory().numTensors
    const sign = tf.tidy(() => tf.sign(tf.tensor1d([3, 1e-3, 1e-8, 1e-20, 1e-37, 0, -1e-37, -1e-9, -0.5])))
    expect(Array.from(await sign.data())).toEqual([1, 1, 1, 1, 1, 0, -1, -1, -1])
    sign.dispose()
    expect(tf.memory().numTensors).toBe(before)
  })
})
