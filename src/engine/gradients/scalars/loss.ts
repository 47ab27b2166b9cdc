import type { GradientScalar } from './types'

/** Cross-entropy at the label, which attacks maximise, and whose gradient the paper's training penalises. */
export const loss = {
  id: 'loss',
  label: 'Loss',
  name: 'the loss',
  title: 'Loss gradient',
  symbol: 'L',
  unit: 'nats',
  about: 'How the loss changes with each pixel, scaled by the 99th percentile.',
  // Its slope in the logits is the softmax minus one at the label: at 0.99, a hundredth of the margin's slope.
  flatAbove: 0.99,
  kernel: 'crossEntropy',
  of: ({ crossEntropy }) => crossEntropy(),
} as const satisfies GradientScalar
