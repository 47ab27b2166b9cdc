import { describe, expect, it } from 'vitest'
import { edgeAlignment } from './edgeAlignment'

/** A gradient whose magnitude, summed over channels, is as given, with signs that should not matter. */
function gradientOf(magnitudes: readonly number[]): Float32Array {
  return Float32Array.from({ length: 3 * magnitudes.length }, (_, i) => {
    const magnitude = magnitudes[Math.floor(i / 3)] as number
    return [0.5 * magnitude, -0.25 * magnitude, 0.25 * magnitude][i % 3] as number
  })
}

const values = Array.from({ length: 100 }, (_, i) => 0.01 + ((i * 37) % 100) / 50)
const energy = Float32Array.from(values)

describe('edgeAlignment', () => {
  it('is 1 for identical maps', () => {
    expect(edgeAlignment(energy, gradientOf(values))).toBeCloseTo(1, 6)
  })

  it('does not depend on the scale of either map', () => {
    expect(edgeAlignment(energy, gradientOf(values.map((value) => 1e-4 * value)))).toBeCloseTo(1, 6)
    expect(edgeAlignment(energy, gradientOf(values.map((value) => value ** 3)))).toBeCloseTo(1, 6)
  })

  it('is -1 for magnitudes in reverse order', () => {
    expect(edgeAlignment(energy, gradientOf(values.map((value) => 1 / value)))).toBeCloseTo(-1, 6)
  })

  it('is Pearson’s r of the logarithms', () => {
    // numpy.corrcoef(log([.1, .2, .4, .8]), log([1, 4, 2, 3]))[0, 1]; 1e-12 does not show.
    expect(edgeAlignment(new Float32Array([0.1, 0.2, 0.4, 0.8]), gradientOf([1, 4, 2, 3]))).toBeCloseTo(0.558921983, 6)
  })

  it('raises edge energy below 0.001 to 0.001', () => {
    const gradient = gradientOf([1, 2, 3, 4])
    const faint = edgeAlignment(new Float32Array([0, 1e-9, 1e-3, 1]), gradient)
    expect(faint).toBeCloseTo(edgeAlignment(new Float32Array([1e-3, 1e-3, 1e-3, 1]), gradient)!, 6)
    expect(faint).toBeLessThan(0.9)
  })

  it('stays finite where the gradient is zero somewhere', () => {
    const r = edgeAlignment(new Float32Array([0.1, 0.2, 0.3]), gradientOf([0, 1, 2]))
    expect(r).toBeGreaterThan(0.5)
    expect(r).toBeLessThanOrEqual(1)
  })
})

describe('a map without variation', () => {
  // Of many sizes, since the mean of equal numbers is not always that number.
  const SIZES = [1, 3, 7, 10, 100, 1000, 1024]

  it.each(SIZES)('has no alignment: flat image of %i pixels', (size) => {
    const gradient = gradientOf(Array.from({ length: size }, (_, i) => 1 + i))
    expect(edgeAlignment(new Float32Array(size), gradient)).toBe(null)
    expect(edgeAlignment(new Float32Array(size).fill(0.3), gradient)).toBe(null)
  })

  it.each(SIZES)('has no alignment: flat gradient of %i pixels', (size) => {
    const edges = Float32Array.from({ length: size }, (_, i) => 1 + i)
    expect(edgeAlignment(edges, new Float32Array(3 * size))).toBe(null)
    expect(edgeAlignment(edges, gradientOf(Array(size).fill(0.7)))).toBe(null)
  })

  it.each(SIZES)('has no alignment: both flat, of %i pixels', (size) => {
    expect(edgeAlignment(new Float32Array(size), new Float32Array(3 * size))).toBe(null)
    expect(edgeAlignment(new Float32Array(size).fill(0.3), gradientOf(Array(size).fill(0.7)))).toBe(null)
  })
})
