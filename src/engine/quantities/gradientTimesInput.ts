import { gradientOf } from '../gradients/scalars/gradientOf'
import { gradientScalar } from '../gradients/scalars/registry'
import { defineQuantity } from './defineQuantity'
import { mapResult } from './mapResult'

/** The gradient of a scalar times the [0, 1] pixels (Shrikumar et al. 2016). */
export const gradientTimesInput = defineQuantity({
  title: () => 'Gradient × input',
  about: ({ gradientOf }) =>
    `How much each pixel adds to ${gradientScalar(gradientOf).name}, to first order and starting from black.`,
  settings: { gradientOf },
  onDemand: { formula: ({ gradientOf }) => `x ⊙ ∇${gradientScalar(gradientOf).symbol}(x)`, gradients: 1 },
  measure: async ({ image, gradient }, { gradientOf }) => {
    const slopes = await gradient(gradientOf)
    return mapResult(
      gradientOf,
      slopes.map((slope, i) => slope * (image.pixels[i] as number)),
    )
  },
})
