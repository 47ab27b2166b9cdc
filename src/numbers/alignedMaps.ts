/** @file The two pixel maps that the edge-alignment score correlates, shared by the engine and the page. */

/** Smaller edge energies are raised to this value, so that flat areas do not dominate the logarithm. */
export const MIN_EDGE_ENERGY = 1e-3

/** Sum over channels of |g|: (height, width, 3) to (height, width). */
export function gradientMagnitude(gradient: Float32Array): Float64Array {
  return Float64Array.from({ length: gradient.length / 3 }, (_, i) => {
    const [r, g, b] = [gradient[3 * i], gradient[3 * i + 1], gradient[3 * i + 2]] as [number, number, number]
    return Math.abs(r) + Math.abs(g) + Math.abs(b)
  })
}
