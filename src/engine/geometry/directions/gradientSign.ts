import type { LossDirection } from './defineDirection'

/** The step of FGSM. */
export const gradientSignDirection: LossDirection = {
  title: 'the sign of the gradient',
  about: 'Every value moves by the same amount, upwards where that raises the loss: the step of FGSM.',
  isScaled: true,
  course: async ({ gradient }) => (await gradient()).map(Math.sign),
  whyZero: 'the gradient of the loss is zero everywhere on this image',
}
