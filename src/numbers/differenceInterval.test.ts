import { describe, expect, it } from 'vitest'
import { differenceInterval, imagesToTell, reachOfInterval } from './differenceInterval'

const proportion = (successes: number, images: number) => ({ share: successes / images, images })

describe('the interval of a difference', () => {
  // statsmodels.stats.proportion.confint_proportions_2indep(method='newcomb'), statsmodels 0.15; the first eight are
  // Newcombe's own examples (1998, table II).
  it.each([
    [56, 70, 48, 80, 0.05243147240236498, 0.33387265403690614],
    [9, 10, 3, 10, 0.1705227239345029, 0.809017973535488],
    [6, 7, 2, 7, 0.05822792748231209, 0.8062496375242278],
    [5, 56, 0, 29, -0.038137147903536936, 0.19256001385511165],
    [0, 10, 0, 20, -0.1611251580528194, 0.27753279986288926],
    [0, 10, 0, 10, -0.27753279986288926, 0.27753279986288926],
    [10, 10, 0, 20, 0.6790860371419145, 1],
    [10, 10, 0, 10, 0.6075093504305241, 1],
    [140, 200, 6925, 10_000, -0.059890203333250056, 0.06744983692996467],
    [700, 1000, 6224, 10_000, 0.04698044263213565, 0.10679805477108856],
    [300, 512, 5482, 10_000, -0.006497371731068506, 0.08073311553790827],
  ])('for %i of %i and %i of %i equals that of statsmodels', (one, ones, other, others, low, high) => {
    const interval = differenceInterval(proportion(one, ones), proportion(other, others))
    expect(interval.low).toBeCloseTo(low, 12)
    expect(interval.high).toBeCloseTo(high, 12)
  })

  it('is mirrored when the two are swapped', () => {
    const [one, other] = [proportion(30, 90), proportion(400, 1000)]
    const { low, high } = differenceInterval(one, other)
    expect(differenceInterval(other, one).low).toBeCloseTo(-high, 14)
    expect(differenceInterval(other, one).high).toBeCloseTo(-low, 14)
  })
})

describe('images to detect a difference', () => {
  it.each([
    [0.6925, 10_000, 0.05],
    [0.02, 10_000, 0.05],
    [0.5, 1000, 0.05],
    [0.0, 10_000, 0.01],
  ])('of %f on %i from %f: enough, and one fewer is not', (share, images, size) => {
    const fewest = imagesToTell({ share, images }, size)
    const reached = (count: number) => reachOfInterval({ share, images: count }, { share, images })
    expect(reached(fewest)).toBeLessThanOrEqual(size)
    expect(reached(fewest - 1)).toBeGreaterThan(size)
  })

  it('are never enough if the other share was measured on too few', () => {
    expect(imagesToTell(proportion(50, 100), 0.05)).toBe(Number.POSITIVE_INFINITY)
  })
})
