import { gradientMagnitude, MIN_EDGE_ENERGY } from '../../numbers/alignedMaps'

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
  return varies(u) && varies(v) ? pearson(u, v) : null
}

/** Compares the values themselves, as sums over constants differ from zero by rounding. */
const varies = (values: Float64Array) => values.some((value) => value !== values[0])

function pearson(u: Float64Array, v: Float64Array): number {
  const meanU = mean(u)
  const meanV = mean(v)
  let uu = 0
  let vv = 0
  let uv = 0
  for (let i = 0; i < u.length; i++) {
    const du = (u[i] as number) - meanU
    const dv = (v[i] as number) - meanV
    uu += du * du
    vv += dv * dv
    uv += du * dv
  }
  return uv / Math.sqrt(uu * vv)
}

const mean = (values: Float64Array) => values.reduce((sum, value) => sum + value, 0) / values.length
