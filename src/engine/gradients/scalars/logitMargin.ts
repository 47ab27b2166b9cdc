import type { GradientScalar } from './types'

/**
 * The logit of the label minus the largest of the others: above 0 exactly where the model is right. Where several
 * others are equally large its gradient is that of the first class among them, one of the margin's subgradients.
 */
export const logitMargin = {
  id: 'margin',
  label: 'Logit margin',
  name: 'the logit margin',
  title: 'Logit-margin gradient',
  symbol: 'm',
  unit: 'logits',
  about:
    'How far the true logit is above the largest other one, and how that changes with each pixel, scaled by the 99th percentile. Unlike the loss, it does not flatten where the model is sure.',
  of: ({ trueLogit, largestOther }) => trueLogit().sub(largestOther()),
} as const satisfies GradientScalar
