import { describe, expect, it } from 'vitest'
import { fieller, meanRatioInterval, robustRatioInterval, studentQuantile } from './ratioInterval.mjs'
import { wilson } from './zooFigures.mjs'

const sum = (values) => values.reduce((total, value) => total + value, 0)

// scipy.stats.t.ppf(0.975, freedom), SciPy 1.17.
it.each([
  [9, 2.262157162798205],
  [10, 2.228138851986274],
  [19, 2.0930240544083087],
  [99, 1.9842169515864174],
  [999, 1.9623414611334493],
])("Student's quantile with %i degrees of freedom is that of SciPy", (freedom, quantile) => {
  expect(studentQuantile(freedom)).toBeCloseTo(quantile, 4)
})

// Robust images in blocks of 50 under AutoAttack at 4/255, then at 8/255. The bounds are the roots of
// scipy.stats.ttest_1samp(ones - ratio * others, 0).pvalue - 0.05, by scipy.optimize.brentq, SciPy 1.17.
it.each([
  [
    '4/255',
    [27, 29, 30, 28, 29, 30, 26, 22, 24, 26, 30, 28, 28, 26, 30, 29, 24, 27, 22, 27],
    [34, 31, 36, 32, 30, 31, 28, 27, 27, 28, 31, 31, 30, 31, 29, 33, 30, 24, 26, 33],
    [0.8640533778450443, 0.9382245006033598],
  ],
  [
    '8/255',
    [12, 15, 15, 15, 13, 17, 14, 10, 10, 14, 15, 11, 12, 14, 17, 11, 9, 13, 8, 16],
    [22, 18, 24, 21, 22, 26, 21, 17, 16, 21, 20, 23, 19, 18, 21, 22, 17, 19, 15, 25],
    [0.5956446583381102, 0.6876063470870111],
  ],
])("Fieller's bounds at %s are where SciPy's t test gives p = 0.05", (_, ones, others, [low, high]) => {
  const found = fieller(ones, others)
  expect(found.low).toBeCloseTo(low, 4)
  expect(found.high).toBeCloseTo(high, 4)
})

/** Numbers in [0, 1), the same in every run: Lehmer's generator with multiplier 48271. */
function seeded(seed) {
  let state = seed
  return () => {
    state = (state * 48271) % 2147483647
    return state / 2147483647
  }
}

/** Simulated images as two lists of 0 and 1: both models robust with probability `both`, only the one, only the other. */
function drawImages(random, images, { both, one, other }) {
  const draws = Array.from({ length: images }, random)
  return [
    draws.map((draw) => Number(draw < both + one)),
    draws.map((draw) => Number(draw < both || (draw >= both + one && draw < both + one + other))),
  ]
}

const inBlocks = (values, size) =>
  Array.from({ length: Math.ceil(values.length / size) }, (_, i) => sum(values.slice(i * size, (i + 1) * size)))

/** The share of experiments in which the interval covers the true ratio. */
function coverage(chances, trials, images, block) {
  const random = seeded(20)
  const truth = (chances.both + chances.one) / (chances.both + chances.other)
  let covered = 0
  for (let trial = 0; trial < trials; trial++) {
    const drawn = drawImages(random, images, chances)
    const pairs = drawn.map((values) => inBlocks(values, block))
    const interval = robustRatioInterval({ robust: drawn.map(sum), images, pairs })
    covered += Number(interval.low <= truth && truth <= interval.high)
  }
  return covered / trials
}

describe('of simulated pairs of models', () => {
  it.each([
    ['20 blocks, alike', { both: 0.5, one: 0.04, other: 0.1 }, 50],
    ['20 blocks, far apart', { both: 0.24, one: 0.02, other: 0.17 }, 50],
    ['20 blocks that have little in common', { both: 0.2, one: 0.2, other: 0.25 }, 50],
    ['20 blocks, one better on every image', { both: 0.3, one: 0, other: 0.1 }, 50],
    ['20 blocks of few robust images', { both: 0.02, one: 0.02, other: 0.04 }, 50],
    ['1,000 images, one by one', { both: 0.5, one: 0.04, other: 0.1 }, 1],
  ])('of %s, 95 percent of intervals cover the true ratio', (_, chances, block) => {
    const share = coverage(chances, block === 1 ? 1000 : 2000, 1000, block)
    expect(share).toBeGreaterThan(0.93)
    expect(share).toBeLessThan(0.97)
  })

  it.each([
    ['few images', { both: 0.5, one: 0.04, other: 0.1 }, 100],
    ['hardly any robust image', { both: 0, one: 0.003, other: 0.3 }, 1000],
  ])('where there are %s, at least 95 percent do', (_, chances, images) => {
    expect(coverage(chances, 2000, images, 50)).toBeGreaterThan(0.95)
  })

  it('pairing makes the interval narrower where the two are robust on the same images', () => {
    const drawn = drawImages(seeded(1), 1000, { both: 0.5, one: 0.02, other: 0.05 })
    const compared = { robust: drawn.map(sum), images: 1000 }
    const width = (pairs) => {
      const { low, high } = robustRatioInterval({ ...compared, pairs })
      return high - low
    }
    expect(width(drawn)).toBeLessThan(0.5 * width([[], []]))
  })
})

it('uses each share separately if one model is robust on no image', () => {
  const pairs = [Array(20).fill(0), Array(20).fill(30)]
  const { low, high } = robustRatioInterval({ robust: [0, 600], images: 1000, pairs })
  expect(low).toBe(0)
  expect(high).toBeGreaterThan(3 / 600)
  expect(high).toBeLessThan(0.02)
  expect(wilson(0, 1000).high / 0.6).toBeLessThan(high)
})

it('gives none for means of few blocks, or a divisor that may be zero', () => {
  const ones = Array.from({ length: 12 }, (_, i) => 10 + (i % 3))
  expect(meanRatioInterval(ones, ones)).toEqual({ low: 1, high: 1 })
  expect(meanRatioInterval(ones.slice(0, 9), ones.slice(0, 9))).toBeUndefined()
  expect(meanRatioInterval(ones, [100, ...Array(11).fill(0)])).toBeUndefined()
})
