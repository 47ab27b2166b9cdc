import { gradientMagnitude } from '../../numbers/alignedMaps'
import { edgeAlignment } from '../edges/edgeAlignment'
import { edgeEnergy } from '../edges/edgeEnergy'
import { gradientOf } from '../gradients/scalars/gradientOf'
import { gradientScalar } from '../gradients/scalars/registry'
import { defineQuantity } from './defineQuantity'

/** How well a gradient follows the image's edges. */
export const alignment = defineQuantity({
  title: () => 'Edges',
  about: ({ gradientOf }) =>
    `Edge energy and magnitude of the gradient of ${gradientScalar(gradientOf).name}, both on log scales; r is their correlation over pixels.`,
  settings: { gradientOf },
  measure: async ({ image, gradient }, { gradientOf }) => {
    const values = await gradient(gradientOf)
    return {
      gradientOf,
      /** Magnitude of the gradient over channels (height, width). */
      magnitude: gradientMagnitude(values),
      /** Pearson's r of log edge energy and log gradient magnitude over pixels; null if one of them is flat. */
      correlation: edgeAlignment(edgeEnergy(image.pixels, image.height, image.width), values),
    }
  },
  charted: [{ title: () => 'edge alignment r', scale: 'correlation', of: ({ correlation }) => correlation }],
  statistics: [
    {
      id: 'alignment',
      title: 'edge alignment r',
      about: 'Pearson’s r of log edge energy and log gradient magnitude over pixels.',
      scale: 'correlation',
      of: ({ correlation }) => correlation,
    },
  ],
})
