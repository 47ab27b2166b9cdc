import { beforeAll, describe, expect, it } from 'vitest'
import { backendsUnderTest, prepareBackend } from '../../testing/backends'
import * as tf from '../tf'
import { isZeroGradient } from './zeroGradient'

describe.each(backendsUnderTest)('on %s', (backend) => {
  beforeAll(() => prepareBackend(backend))

  it('distinguishes all-zero gradients from those with a single value, however small', async () => {
    const [least, count] = [1e-30, 12]
    const rows = [() => 0, () => 1, (i: number) => (i === count - 1 ? -least : 0), () => -0, () => Number.NaN]
    const values = rows.flatMap((valueAt) => Array.from({ length: count }, (_, i) => valueAt(i)))
    const zero = tf.tidy(() => isZeroGradient(tf.tensor4d(values, [rows.length, 2, 2, 3])))
    expect(Array.from(await zero.data(), Number)).toEqual([1, 0, 0, 1, 0])
    zero.dispose()
  })
})
