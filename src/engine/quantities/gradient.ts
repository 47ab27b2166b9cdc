import { softmax } from '../../numbers/softmax'
import { l1Norm, l2Norm } from '../gradients/norms'
import { gradientOf } from '../gradients/scalars/gradientOf'
import { type GradientScalarId, gradientScalar } from '../gradients/scalars/registry'
import { defineQuantity } from './defineQuantity'

const normTitle =
  (order: string) =>
  ({ gradientOf }: { readonly gradientOf: GradientScalarId }) =>
    `‖∇${gradientScalar(gradientOf).symbol}‖${order}, log scale`

/** The gradient of a scalar of the logits with respect to the [0, 1] pixels. */
export const gradient = defineQuantity({
  title: ({ gradientOf }) => gradientScalar(gradientOf).title,
  about: ({ gradientOf }) => gradientScalar(gradientOf).about,
  settings: { gradientOf },
  measure: async (asked, { gradientOf }) => {
    const values = await asked.gradient(gradientOf)
    return {
      gradientOf,
      /** (height, width, 3) */
      values,
      l1: l1Norm(values),
      l2: l2Norm(values),
      /** Probability of the label; where it is nearly 1, the loss is flat. */
      probability: softmax(await asked.logits())[asked.label] ?? 0,
    }
  },
  charted: [
    { title: normTitle('₁'), scale: 'log', of: ({ l1 }) => l1, sumsOverPixels: true },
    { title: normTitle('₂'), scale: 'log', of: ({ l2 }) => l2, sumsOverPixels: true },
  ],
  statistics: [
    { id: 'l1', title: '‖∇L‖₁', about: 'L1 norm of the loss gradient.', scale: 'log', of: ({ l1 }) => l1 },
    { id: 'l2', title: '‖∇L‖₂', about: 'L2 norm of the loss gradient.', scale: 'log', of: ({ l2 }) => l2 },
    ...(['red', 'green', 'blue'] as const).map((name, channel) => ({
      id: `l1_${name}`,
      title: `‖∇L‖₁ ${name}`,
      about: `L1 norm of the loss gradient in the ${name} channel.`,
      scale: 'log' as const,
      of: ({ values }: { readonly values: Float32Array }) => l1Norm(values.filter((_, i) => i % 3 === channel)),
    })),
  ],
})
