import { expect, it } from 'vitest'
import { quantilesOf } from './quantiles'

it('quantiles equal those of numpy.quantile', () => {
  // numpy.quantile([3, 1, 4, 1, 5, 9, 2.5], [0, 0.1, 0.25, 0.5, 0.9, 1])
  const expected = [1, 1, 1.75, 3, 6.6, 9]
  const found = quantilesOf(new Float32Array([3, 1, 4, 1, 5, 9, 2.5]), [0, 0.1, 0.25, 0.5, 0.9, 1])
  for (const [i, value] of found.entries()) expect(value).toBeCloseTo(expected[i] as number, 12)
  expect(quantilesOf([7], [0, 0.3, 1])).toEqual([7, 7, 7])
})
