import { describe, expect, it } from 'vitest'
import { createRng } from '../engine/random'
import { bandwidthOf, densityAt } from './density'

const places = Array.from({ length: 401 }, (_, i) => -5 + i / 40)
const { gaussian } = createRng(1)
const values = Array.from({ length: 4000 }, gaussian)

describe('a density', () => {
  it('integrates to 1', () => {
    const sum = densityAt(values, places, bandwidthOf(values)).reduce((total, value) => total + value / 40, 0)
    expect(sum).toBeCloseTo(1, 3)
  })

  it('of normal values is near the normal curve', () => {
    const [atZero, atOne] = densityAt(values, [0, 1], bandwidthOf(values))
    expect(atZero).toBeCloseTo(1 / Math.sqrt(2 * Math.PI), 1)
    expect(atOne).toBeCloseTo(Math.exp(-0.5) / Math.sqrt(2 * Math.PI), 1)
  })

  it('has Silverman’s bandwidth, and none where values do not differ', () => {
    // 0.9 min(s, IQR / 1.34) n^(-1/5) of 0 to 4: s = 1.5811, IQR = 2.
    expect(bandwidthOf([0, 1, 2, 3, 4])).toBeCloseTo(0.9 * (2 / 1.34) * 5 ** -0.2, 10)
    expect(bandwidthOf([3, 3, 3])).toBe(0)
    expect(bandwidthOf([0, 0, 0, 0, 0, 0, 0, 10])).toBeGreaterThan(0)
  })
})
