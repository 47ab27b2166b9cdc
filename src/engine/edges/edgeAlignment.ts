import { gradientMagnitude, MIN_EDGE_ENERGY } from '../../numbers/alignedMaps'
import { pearson } from '../../numbers/pearson'

/** Keeps log|g| finite where the gradient is exactly zero. */
const MIN_GRADIENT = 1e-12

/**
 * How well a gradient follows the image's edges: Pearson's r over pixels
 * between log edge energy and log gradient magnitude, the analysis of the
 * paper's authors (`zz_edge_energy_correlation.ipynb`).
 *
 * @param energy edge energy (height, width) of the [0, 1] image
 * @param gradient (height, width, 3) with respect to the [0, 1] pixels
 * @returns r in [-1, 1]; null if one of the two is constant, as for a flat image
 */
export function edgeAlignment(energy: Float32Array, gradient: Float32Array): number | null {
  const u = Float64Array.from(energy, (value) => Math.log(Math.max(value, MIN_EDGE_ENERGY)))
  const v = Float64Array.from(gradientMagnitude(gradient), (value) => Math.log(value + MIN_GRADIENT))
  return pearson(u, v)
}
