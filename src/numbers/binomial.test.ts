import { describe, expect, it } from 'vitest'
import { binomialTail, leastUnlikely, pairedTail } from './binomial'

describe('the upper binomial tail', () => {
  // scipy.stats.binom.sf(least - 1, trials, chance), SciPy 1.17.
  it.each([
    [0, 20, 0.05, 1],
    [1, 20, 0.05, 0.6415140775914578],
    [5, 20, 0.05, 0.0025739403346522792],
    [7, 7, 0.5, 0.0078125],
    [15, 20, 0.5, 0.020694732666015625],
    [9, 32, 0.1, 0.0032953808437041626],
    [100, 1000, 0.08, 0.013481514958571292],
    [2600, 5000, 0.5, 0.002441824868758747],
    [20, 20, 0.05, 9.536743164062511e-27],
    [3000, 10000, 0.28, 5.077872114123207e-6],
  ])('from %i of %i at chance %f equals SciPy’s', (least, trials, chance, tail) => {
    expect(Math.abs(binomialTail(least, trials, chance) / tail - 1)).toBeLessThan(1e-10)
  })

  it('equals the direct sum for small numbers', () => {
    expect(binomialTail(2, 3, 0.5)).toBeCloseTo(0.5, 15)
    expect(binomialTail(1, 2, 0.1)).toBeCloseTo(0.19, 15)
  })

  it('is 1 far below the mean, even if single terms underflow', () => {
    expect(binomialTail(1, 10_000, 0.5)).toBe(1)
  })

  it.each([
    [4, 3, 0.5, 0],
    [1, 3, 0, 0],
    [3, 3, 1, 1],
  ])('from %i of %i at chance %i is %i', (least, trials, chance, tail) => {
    expect(binomialTail(least, trials, chance)).toBe(tail)
  })
})

// scipy.stats.binomtest(7, 9, 0.5, alternative='greater').pvalue, SciPy 1.17.
it('in the paired test uses only images on which the two differ', () => {
  expect(pairedTail(7, 2)).toBeCloseTo(0.08984375, 14)
  expect(pairedTail(0, 0)).toBe(1)
  expect(pairedTail(0, 9)).toBe(1)
})

it('gives the smallest unlikely number below the level', () => {
  expect(leastUnlikely(20, 0.5, 0.01)).toBe(16)
  expect(leastUnlikely(7, 0.5, 0.01)).toBe(7)
  expect(leastUnlikely(6, 0.5, 0.01), 'six coins show nothing').toBe(7)
})
