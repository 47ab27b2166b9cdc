import { describe, expect, it } from 'vitest'
import { createRng } from '../engine/random'
import { medianInterval } from './bootstrap'

const seeded = (seed: number) => createRng(seed).uniform

describe('the bootstrap interval of a median', () => {
  it('has the median, and is the same for the same seed', () => {
    const values = [5, 1, 4, 2, 3, 9]
    const interval = medianInterval(values, seeded(1))
    expect(interval?.median).toBe(3.5)
    expect(medianInterval(values, seeded(1))).toEqual(interval)
    expect(medianInterval([], seeded(1))).toBeNull()
  })

  it('of one value has no ends, and of equal ones has that value at both', () => {
    expect(medianInterval([7], seeded(1))).toEqual({ median: 7, low: null, high: null })
    expect(medianInterval([7, 7, 7], seeded(1))).toEqual({ median: 7, low: 7, high: 7 })
  })

  it('agrees with the exact bootstrap distribution, which is binomial', () => {
    // Of n odd sorted values, a resample's median is at most the k-th with P(Binomial(n, k / n) >= (n + 1) / 2).
    const n = 101
    const exact = (share: number) => {
      for (let k = 1; k <= n; k++) if (binomialTail(n, k / n, (n + 1) / 2) >= share) return k
      return n
    }
    const interval = medianInterval(
      Array.from({ length: n }, (_, i) => i + 1),
      seeded(3),
    )
    expect(Math.abs((interval?.low ?? 0) - exact(0.025))).toBeLessThanOrEqual(1.5)
    expect(Math.abs((interval?.high ?? 0) - exact(0.975))).toBeLessThanOrEqual(1.5)
  })

  it('covers the true median of normal samples about 95 times in 100', () => {
    let covered = 0
    for (let sample = 0; sample < 200; sample++) {
      const { gaussian, uniform } = createRng(1000 + sample)
      const interval = medianInterval(Array.from({ length: 41 }, gaussian), uniform)
      if ((interval?.low ?? 1) <= 0 && (interval?.high ?? -1) >= 0) covered++
    }
    expect(covered).toBeGreaterThan(180)
    expect(covered).toBeLessThan(200)
  })
})

function binomialTail(n: number, p: number, from: number): number {
  let [probability, sum] = [(1 - p) ** n, 0]
  for (let k = 0; k <= n; k++) {
    if (k >= from) sum += probability
    probability *= p === 1 ? 0 : (((n - k) / (k + 1)) * p) / (1 - p)
  }
  return p === 1 ? 1 : sum
}
