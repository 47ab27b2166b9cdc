import type { GradientScalar } from './types'

/**
 * The logit of the label minus the largest of the others: positive exactly where the model is right. If several others
 * are equally large, its gradient is that for the first of these classes, one of the margin's subgradients.
 */
export const logitMargin = {
  id: 'margin',
  label: 'Logit margin',
  name: 'the logit margin',
  title: 'Logit-margin gradient',
  symbol: 'm',
  unit: 'logits',
  about:
    'How the gap between the true logit and the largest other one changes with each pixel, scaled by the 99th percentile. Unlike the loss, it does not flatten when the model is certain.',
  of: ({ trueLogit, largestOther }) => trueLogit().sub(largestOther()),
} as const satisfies GradientScalar
