import { describe, expect, it } from 'vitest'
import { crossEntropyAt, softmax } from './softmax'

describe('softmax', () => {
  it('sums to one and keeps the ratios', () => {
    const [a, b, c] = softmax([Math.log(1), Math.log(2), Math.log(5)]) as [number, number, number]
    expect([a, b, c].map((share) => Math.round(1e12 * share) / 1e12)).toEqual([0.125, 0.25, 0.625])
  })

  it('handles logits of any size', () => {
    expect(softmax(new Float32Array([1e4, -1e4]))).toEqual([1, 0])
  })
})

describe('cross-entropy', () => {
  it('is minus the logarithm of the probability', () => {
    for (const label of [0, 1, 2]) {
      expect(crossEntropyAt([2, -1, 0.5], label)).toBeCloseTo(-Math.log(softmax([2, -1, 0.5])[label]!), 12)
    }
  })

  it('is not rounded away if a model is certain', () => {
    expect(crossEntropyAt([40, 0], 0)).toBeCloseTo(Math.exp(-40), 25)
    expect(crossEntropyAt([40, 0], 0)).toBeGreaterThan(0)
  })

  it('stays finite for large logits, and is log(classes) if all are equal', () => {
    expect(crossEntropyAt([1e4, -1e4], 1)).toBe(2e4)
    expect(crossEntropyAt([3, 3, 3, 3], 2)).toBeCloseTo(Math.log(4), 12)
  })
})
