import { expect, it } from 'vitest'
import { isFlat, trendOf } from './trend.mjs'

it('a line that rises by more than its noise is no flat one', () => {
  const rising = trendOf([100, 110.5, 120, 129.5, 140, 150.5, 160, 170, 180])
  expect(rising.growth).toBeCloseTo(80, 0)
  expect(rising.noise).toBeLessThan(2)
  expect(isFlat(rising, 0.02)).toBe(false)
})

it('what comes and goes, falls, or rises by less than the share that counts as none, is flat', () => {
  expect(isFlat(trendOf([100, 90, 110, 95, 105, 100, 92, 108, 101]), 0)).toBe(true)
  expect(isFlat(trendOf([100, 90, 80, 70]), 0)).toBe(true)
  expect(isFlat(trendOf([100, 100.2, 100.4, 100.6, 100.8]), 0.02)).toBe(true)
})

it('the 95 % interval is that of scipy.stats.linregress', () => {
  // linregress(range(5), [1, 3, 2, 5, 4]): slope 0.8, stderr 0.34641; t(0.975, 3) = 3.18245.
  const { growth, noise } = trendOf([1, 3, 2, 5, 4])
  expect(growth).toBeCloseTo(3.2, 10)
  expect(noise).toBeCloseTo(4 * 3.182446 * 0.34641, 2)
})
