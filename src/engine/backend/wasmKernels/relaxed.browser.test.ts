/** @file Relaxed SIMD, which Node 20 lacks, against plain SIMD: from one source, and apart by rounding alone. */
import { expect, it } from 'vitest'
import { relativeError } from '../../../testing/allclose'
import { computeOperations } from '../../../testing/kernelOperations'
import { Kernels } from './kernels'

it('relaxed SIMD differs from plain SIMD by rounding alone', async () => {
  const [plain, relaxed] = await Promise.all([Kernels.start('plain'), Kernels.start('relaxed')])
  const [expected, found] = [computeOperations(plain), computeOperations(relaxed)]
  expect(found.some((value) => value !== 0)).toBe(true)
  expect(relativeError(found, expected)).toBeLessThan(1e-5)
})
