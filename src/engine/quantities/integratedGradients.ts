import { gaussLegendre } from '../../numbers/gaussLegendre'
import type { Pixels01 } from '../../units'
import { gradientOf } from '../gradients/scalars/gradientOf'
import { gradientScalar } from '../gradients/scalars/registry'
import { defineQuantity } from './defineQuantity'
import { mapResult } from './mapResult'

/** captum's usual number. Whether it is enough shows in the sum of the map, which is compared with what it should be. */
const STEPS = 50

/**
 * Integrated gradients (Sundararajan et al. 2017) along the straight line from a black image, by Gauss-Legendre
 * quadrature as in captum.
 */
export const integratedGradients = defineQuantity({
  title: () => 'Integrated gradients',
  about: ({ gradientOf }) =>
    `The gradients of ${gradientScalar(gradientOf).name} on the way from a black image to this one, averaged and times the image.`,
  settings: { gradientOf },
  onDemand: {
    formula: ({ gradientOf }) => `x ⊙ ∫₀¹ ∇${gradientScalar(gradientOf).symbol}(αx) dα`,
    // Those at both ends are needed for their values.
    gradients: STEPS + 2,
  },
  measure: async ({ image: { pixels }, gradients }, { gradientOf }) => {
    const { nodes, weights } = gaussLegendre(STEPS)
    const shares = [...nodes, 0, 1]
    const along = new Float32Array(shares.length * pixels.length)
    for (const [step, share] of shares.entries()) {
      along.set(
        pixels.map((pixel) => share * pixel),
        step * pixels.length,
      )
    }
    const { values, gradients: slopes } = await gradients(gradientOf, along as Pixels01)
    const map = pixels.map((pixel, i) => {
      let mean = 0
      for (const [step, weight] of weights.entries()) mean += weight * (slopes[step * pixels.length + i] as number)
      return pixel * mean
    })
    const [atBlack, atImage] = values.slice(STEPS) as unknown as [number, number]
    return {
      ...mapResult(gradientOf, map),
      /** The sum of the map, and what it divides among the pixels: the scalar's rise from black. They should agree. */
      sum: map.reduce((sum, value) => sum + value, 0),
      rise: atImage - atBlack,
    }
  },
})
