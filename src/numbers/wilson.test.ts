import { describe, expect, it } from 'vitest'
import { wilsonInterval } from './wilson'

describe('the Wilson interval', () => {
  // scipy.stats.binomtest(held, images).proportion_ci(method='wilson'), SciPy 1.17.
  it.each([
    [0, 200, 0, 0.018845326377266575],
    [1, 200, 0.0008831687156009762, 0.02777370439789293],
    [86, 200, 0.36334322333434416, 0.4992951223584731],
    [199, 200, 0.972226295602107, 0.999116831284399],
    [200, 200, 0.9811546736227335, 1],
    [431, 1000, 0.4006284437674723, 0.4618996489035343],
    [1, 1, 0.20654931437723745, 1],
    [2154, 5000, 0.41713262715983085, 0.444573622789365],
  ])('of %i in %i equals SciPy’s', (held, images, low, high) => {
    const interval = wilsonInterval(held / images, images)
    expect(interval.low).toBeCloseTo(low, 12)
    expect(interval.high).toBeCloseTo(high, 12)
  })

  it('never leaves 0 to 1', () => {
    for (const images of [1, 7, 1000]) {
      for (const { low, high } of [wilsonInterval(0, images), wilsonInterval(1, images)]) {
        expect(low).toBeGreaterThanOrEqual(0)
        expect(high).toBeLessThanOrEqual(1)
      }
      expect(wilsonInterval(0, images).low).toBe(0)
      expect(wilsonInterval(1, images).high).toBe(1)
    }
  })
})
