import { describe, expect, it } from 'vitest'
import type { Eps01 } from '../units'
import { largestEpsilon, nextEpsilon, type SearchSettings, trialCount } from './epsilonSearch'

/** The paper's. */
const settings: SearchSettings = { start: (2 / 255) as Eps01, doublings: 5, bisections: 10 }

/** All epsilons tried on an image that is fooled exactly from `threshold` on. */
function search(threshold: number, search = settings) {
  const tried: number[] = []
  const fooled: boolean[] = []
  for (let next = nextEpsilon(search, fooled); next !== null; next = nextEpsilon(search, fooled)) {
    tried.push(next * 255)
    fooled.push(next * 255 >= threshold)
  }
  return { tried, smallest: Math.min(...tried.filter((epsilon) => epsilon >= threshold)) }
}

describe('searching the smallest epsilon', () => {
  it('doubles until the image is fooled, and then halves the gap', () => {
    expect(search(5.2, { ...settings, bisections: 3 }).tried.map((epsilon) => epsilon.toFixed(3))).toEqual([
      '2.000',
      '4.000',
      '8.000',
      '6.000',
      '5.000',
      '5.500',
    ])
  })

  it.each([0.001, 0.7, 2, 3.1, 17.3, 63.9])('finds %f/255 as closely as its bisections allow', (threshold) => {
    const { smallest } = search(threshold)
    // The gap before bisection is 2 or half of the epsilon that fooled first, which is below twice the threshold.
    const gap = Math.max(2, threshold)
    expect(smallest).toBeGreaterThanOrEqual(threshold)
    expect(smallest - threshold).toBeLessThanOrEqual(gap / 2 ** 10 + 1e-9)
  })

  it('gives up above the largest epsilon', () => {
    const { tried } = search(65)
    expect(tried.map(Math.round)).toEqual([2, 4, 8, 16, 32, 64])
    expect(largestEpsilon(settings) * 255).toBeCloseTo(64)
  })

  it('never needs more trials than announced', () => {
    const counts = [0.001, 1.9, 3, 63].map((threshold) => search(threshold).tried.length)
    expect(counts).toEqual([11, 11, 12, 16])
    expect(trialCount(settings)).toBe(16)
  })

  it('makes a single trial without doublings and halvings', () => {
    expect(search(1, { ...settings, doublings: 0, bisections: 0 }).tried).toHaveLength(1)
    expect(search(9, { ...settings, doublings: 0, bisections: 0 }).tried).toHaveLength(1)
  })
})
