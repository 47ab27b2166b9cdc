/** @file The two maps over pixels that the edge-alignment score correlates, as the engine computes with them and the page draws them. */

/** Below this, edge energy is taken as this, so that flat areas do not rule the logarithm. */
export const MIN_EDGE_ENERGY = 1e-3

/** Sum over channels of |g|: (height, width, 3) to (height, width). */
export function gradientMagnitude(gradient: Float32Array): Float64Array {
  return Float64Array.from({ length: gradient.length / 3 }, (_, i) => {
    const [r, g, b] = [gradient[3 * i], gradient[3 * i + 1], gradient[3 * i + 2]] as [number, number, number]
    return Math.abs(r) + Math.abs(g) + Math.abs(b)
  })
}
