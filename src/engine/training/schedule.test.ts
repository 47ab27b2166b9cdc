import { describe, expect, it } from 'vitest'
import { learningRateAt, rampAt } from './schedule'

describe('the learning rate', () => {
  const schedule = { learningRate: 0.2, warmupShare: 0.2, steps: 20 }

  it('rises linearly to its peak, and falls to zero along half a cosine', () => {
    const rates = Array.from({ length: 21 }, (_, step) => learningRateAt(step, schedule))
    expect(rates.slice(0, 5).map((rate) => rate.toFixed(6))).toEqual(
      ['0.050000', '0.100000', '0.150000', '0.200000', '0.200000'], // biome-ignore format: one a step
    )
    expect(rates[12]).toBeCloseTo(0.1, 12)
    expect(rates[8]).toBeCloseTo(0.2 * Math.cos(Math.PI / 8) ** 2, 12)
    expect(rates[20]).toBeCloseTo(0, 12)
  })

  it('begins above zero without warm-up, and stays at zero past the end', () => {
    expect(learningRateAt(0, { ...schedule, warmupShare: 0 })).toBe(0.2)
    expect(learningRateAt(500, schedule)).toBeCloseTo(0, 12)
  })
})

describe('the ramp of a penalty', () => {
  it('reaches 1 with its last step, and is 1 without a ramp', () => {
    expect([0, 1, 3, 4, 9].map((step) => rampAt(step, 4))).toEqual([0.25, 0.5, 1, 1, 1])
    expect(rampAt(0, 0)).toBe(1)
  })
})
