import { describe, expect, it } from 'vitest'
import { percentileOf } from './percentile'

const SHARES = [0, 0.25, 0.5, 0.75, 1]
const at = (value: number, quantiles: number[]) => percentileOf(value, quantiles, SHARES)

describe('a percentile', () => {
  it('is the share of a quantile, and interpolated in between', () => {
    expect(at(30, [10, 20, 30, 40, 80])).toBe(0.5)
    expect(at(22.5, [10, 20, 30, 40, 80])).toBe(0.3125)
    expect(at(60, [10, 20, 30, 40, 80])).toBe(0.875)
  })

  it('is 0 up to the smallest, 1 from the largest on', () => {
    for (const value of [Number.NEGATIVE_INFINITY, -1, 10]) expect(at(value, [10, 20, 30, 40, 80])).toBe(0)
    for (const value of [80, 81, Number.POSITIVE_INFINITY]) expect(at(value, [10, 20, 30, 40, 80])).toBe(1)
  })

  it('is the middle of a plateau, and jumps across it', () => {
    expect(at(0, [0, 0, 0, 1, 2])).toBe(0.25)
    expect(at(1, [0, 1, 1, 1, 2])).toBe(0.5)
    expect(at(2, [0, 1, 2, 2, 2])).toBe(0.75)
    expect(at(0.999999, [0, 1, 1, 1, 2])).toBeCloseTo(0.25, 5)
    expect(at(1.000001, [0, 1, 1, 1, 2])).toBeCloseTo(0.75, 5)
    expect(at(3, [3, 3, 3, 3, 3])).toBe(0.5)
  })

  it('does not exist for what is not a number, or without quantiles', () => {
    expect(at(Number.NaN, [10, 20, 30, 40, 80])).toBeNull()
    expect(percentileOf(1, [], [])).toBeNull()
  })

  it('of a sample’s own values is the share below, and never falls', () => {
    const sample = Array.from({ length: 1001 }, (_, i) => Math.exp(6 * Math.sin(i)) * (i % 7)).sort((a, b) => a - b)
    const shares = Array.from({ length: 101 }, (_, i) => i / 100)
    const quantiles = shares.map((share) => sample[Math.round(share * 1000)]!)
    let last = 0
    for (const value of sample) {
      const found = percentileOf(value, quantiles, shares)!
      const below = sample.filter((other) => other < value).length / 1001
      const notAbove = sample.filter((other) => other <= value).length / 1001
      expect(found).toBeGreaterThan(below - 0.012)
      expect(found).toBeLessThan(notAbove + 0.012)
      expect(found).toBeGreaterThanOrEqual(last)
      last = found
    }
  })
})
