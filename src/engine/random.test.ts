import { describe, expect, it } from 'vitest'
import { createRng, mixSeeds } from './random'

const DRAWS = 20_000
const draw = (of: (random: ReturnType<typeof createRng>) => number) => {
  const random = createRng(11)
  return Array.from({ length: DRAWS }, () => of(random))
}
const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length
const deviation = (values: readonly number[]) => {
  const middle = mean(values)
  return Math.sqrt(mean(values.map((value) => (value - middle) ** 2)))
}

describe('a random generator', () => {
  it('is uniform in [0, 1)', () => {
    const values = draw((random) => random.uniform())
    expect(Math.min(...values)).toBeGreaterThanOrEqual(0)
    expect(Math.max(...values)).toBeLessThan(1)
    expect(mean(values)).toBeCloseTo(0.5, 1)
    expect(deviation(values)).toBeCloseTo(Math.sqrt(1 / 12), 2)
  })

  it('tosses a fair coin', () => {
    const values = draw((random) => random.sign())
    expect(new Set(values)).toEqual(new Set([-1, 1]))
    expect(Math.abs(mean(values))).toBeLessThan(4 / Math.sqrt(DRAWS))
  })

  it('is Gaussian', () => {
    const values = draw((random) => random.gaussian())
    expect(Math.abs(mean(values))).toBeLessThan(4 / Math.sqrt(DRAWS))
    expect(deviation(values)).toBeCloseTo(1, 1)
    expect(mean(values.map((value) => value ** 4))).toBeCloseTo(3, 0)
    const within = values.filter((value) => Math.abs(value) < 1.96).length / DRAWS
    expect(within).toBeCloseTo(0.95, 2)
  })

  it('draws whole numbers below a bound uniformly', () => {
    const values = draw((random) => random.integer(5))
    const counts = [0, 1, 2, 3, 4].map((value) => values.filter((drawn) => drawn === value).length)
    expect(counts.reduce((sum, count) => sum + count)).toBe(DRAWS)
    for (const count of counts) expect(count / DRAWS).toBeCloseTo(0.2, 1)
  })

  it('begins alike for the same seed only', () => {
    const first = () => createRng(5).uniform()
    expect(first()).toBe(first())
    expect(createRng(6).uniform()).not.toBe(first())
  })
})

describe('mixed seeds', () => {
  it('are whole, have 32 bits, and do not repeat for neighbouring images and runs', () => {
    const seeds = new Set<number>()
    for (let seed = 0; seed < 4; seed++) {
      for (let image = 0; image < 100; image++) {
        for (let run = 0; run < 20; run++) seeds.add(mixSeeds(seed, image, run))
      }
    }
    expect(seeds.size).toBe(4 * 100 * 20)
    for (const seed of seeds) expect(seed | 0).toBe(seed)
  })

  it('depend on the order of their parts', () => {
    expect(mixSeeds(1, 2, 3)).not.toBe(mixSeeds(3, 2, 1))
    expect(mixSeeds(0, 0, 1)).not.toBe(mixSeeds(0, 1, 0))
  })

  it('are not needed for neighbouring seeds to begin differently', () => {
    const firsts = Array.from({ length: 500 }, (_, seed) => createRng(seed).uniform())
    expect(mean(firsts)).toBeCloseTo(0.5, 1)
    expect(deviation(firsts)).toBeCloseTo(Math.sqrt(1 / 12), 1)
  })

  it('start generators that differ', () => {
    const firsts = Array.from({ length: 500 }, (_, image) => createRng(mixSeeds(7, image, 0)).uniform())
    expect(mean(firsts)).toBeCloseTo(0.5, 1)
    expect(deviation(firsts)).toBeCloseTo(Math.sqrt(1 / 12), 1)
  })
})
