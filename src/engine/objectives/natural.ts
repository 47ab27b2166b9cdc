import { z } from 'zod'
import { crossEntropy } from '../gradients/crossEntropy'
import * as tf from '../tf'
import { differentiate } from './differentiate'
import { wholeLoss } from './lossTerms'
import type { Objective } from './types'

const settings = z.object({})

/** Cross-entropy on clean images. */
export const natural: Objective<z.infer<typeof settings>> = {
  id: 'natural',
  name: 'Natural',
  about: 'Cross-entropy on clean images, the baseline for robust training.',
  hasRamp: false,
  derivatives: 'first',
  settings,
  parts: ['crossEntropy'],
  terms: wholeLoss('CE'),
  evaluate: ({ model, pixels, labels }) =>
    differentiate(model, (forward) => {
      const loss: tf.Scalar = tf.mean(crossEntropy(forward(pixels), labels))
      return { loss, parts: { crossEntropy: loss } }
    }),
}
