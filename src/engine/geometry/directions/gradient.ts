import type { LossDirection } from './defineDirection'

/** The gradient itself, of which large values move most. */
export const gradientDirection: LossDirection = {
  title: 'the gradient',
  about: 'Every value moves in proportion to the gradient, so that the steepest pixels move most.',
  isScaled: true,
  course: async ({ gradient }) => Float32Array.from(await gradient()),
  whyZero: 'the gradient of the loss is zero everywhere on this image',
}
