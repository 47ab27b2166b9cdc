import { describe, expect, it } from 'vitest'
import { gaussLegendre } from './gaussLegendre'

const integrate = (count: number, f: (x: number) => number) => {
  const { nodes, weights } = gaussLegendre(count)
  return nodes.reduce((sum, node, i) => sum + (weights[i] as number) * f(node), 0)
}

describe('Gauss-Legendre quadrature', () => {
  it.each([1, 2, 5, 32])('with %i nodes is exact for polynomials below twice that degree', (count) => {
    for (let degree = 0; degree < Math.min(2 * count, 40); degree++) {
      expect(integrate(count, (x) => x ** degree)).toBeCloseTo(1 / (degree + 1), 12)
    }
    expect(integrate(count, (x) => (2 * x - 1) ** (2 * count))).not.toBeCloseTo(1 / (2 * count + 1), 20)
  })

  it('integrates other smooth functions, with ascending nodes in [0, 1]', () => {
    expect(integrate(32, Math.exp)).toBeCloseTo(Math.E - 1, 13)
    const { nodes } = gaussLegendre(32)
    expect([...nodes].sort((a, b) => a - b)).toEqual([...nodes])
    expect(Math.min(...nodes)).toBeGreaterThan(0)
    expect(Math.max(...nodes)).toBeLessThan(1)
  })
})
