import type { GradientScalar } from './types'

/** The logit of the label, whatever the others are. */
export const trueLogit = {
  id: 'logit',
  label: 'True logit',
  name: 'the true logit',
  title: 'True-logit gradient',
  symbol: 'z_y',
  unit: 'logits',
  about:
    'How the label’s logit changes with each pixel, scaled by the 99th percentile. Changes that move all logits alike count here, though they change no prediction.',
  of: ({ trueLogit }) => trueLogit(),
} as const satisfies GradientScalar
