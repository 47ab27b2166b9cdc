import { describe, expect, it } from 'vitest'
import { cpuSeconds } from '../testing/cpuSeconds'
import { countOfShare, lowerTail } from './hypergeometric'

describe('Fisher’s exact test, one-sided', () => {
  // scipy.stats.hypergeom.cdf(k, n + N, k + v, n), SciPy 1.17.
  it.each([
    [2, 32, 2688, 10_000, 0.00359959289478052],
    [0, 32, 2688, 10_000, 4.545335793238399e-5],
    [20, 64, 5716, 10_000, 2.696411993549782e-5],
    [550, 1000, 5716, 10_000, 0.10007916192619458],
    [500, 1000, 5716, 10_000, 8.323644532231106e-6],
    [250, 1000, 2688, 10_000, 0.10630351370146382],
    [3, 10, 7, 10, 0.0894477039987876],
    [0, 5, 5, 5, 0.003968253968253969],
  ])('for %i of %i against %i of %i equals SciPy’s', (count, of, others, ofOthers, tail) => {
    expect(lowerTail({ count, of }, { count: others, of: ofOthers }) / tail).toBeCloseTo(1, 8)
  })

  it('is 1 where the first share is as large as possible', () => {
    expect(lowerTail({ count: 10, of: 10 }, { count: 0, of: 10 })).toBeCloseTo(1, 12)
    expect(lowerTail({ count: 0, of: 10 }, { count: 0, of: 10_000 })).toBeCloseTo(1, 12)
  })

  it('handles millions of images without delay', async () => {
    const spent = await cpuSeconds(() => {
      expect(lowerTail({ count: 30_000, of: 60_000 }, { count: 5_716_000, of: 10_000_000 })).toBeLessThan(1e-200)
      expect(lowerTail({ count: 5_716_001, of: 10_000_000 }, { count: 5_716_000, of: 10_000_000 })).toBeCloseTo(0.5, 2)
    })
    expect(spent).toBeLessThan(1)
  })

  it('counts the images behind a share', () => {
    expect(countOfShare({ share: 0.6925, images: 10_000 })).toEqual({ count: 6925, of: 10_000 })
  })
})
