import { expect, it } from 'vitest'
import { geometricMean } from './geometricMean'

it('is the middle of powers, of positive values alone', () => {
  expect(geometricMean([1e-9, 1e-3])).toBeCloseTo(1e-6, 12)
  expect(geometricMean([0, 4, 9])).toBeCloseTo(6, 12)
  expect(geometricMean([0])).toBeNull()
})
