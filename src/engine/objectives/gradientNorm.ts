import { z } from 'zod'
import { crossEntropy } from '../gradients/crossEntropy'
import * as tf from '../tf'
import { differentiate, gradientAtInput } from './differentiate'
import { meanNorm, penalisedNorm, penaltyFields, penaltyTerms, penaltyWeights } from './gradientPenalty'
import type { Objective } from './types'

const settings = z.object({ ...penaltyFields, norm: penalisedNorm })

/**
 * Cross-entropy plus the norm of its input gradient, by double backprop (Rodriguez-Munoz et al. 2024,
 * equation 2, on [0, 1] pixels): (2 - lambda) CE + ramp lambda epsilon mean ||grad_x CE||.
 * The gradient is that of each image's own cross-entropy.
 */
export const gradientNorm: Objective<z.infer<typeof settings>> = {
  id: 'gradient-norm',
  name: 'Gradient norm',
  about: 'Cross-entropy plus the norm of its input gradient, on clean images only.',
  route: { of: 'gradient-norm', by: 'doubleBackprop' },
  derivatives: 'second',
  settings,
  parts: ['crossEntropy', 'gradientNorm'],
  terms: penaltyTerms({ label: '(2 − λ) CE', part: 'crossEntropy' }),
  evaluate({ model, pixels, labels, ramp }, settings) {
    const weights = penaltyWeights(settings, ramp)
    return differentiate(
      model,
      (forward) => {
        const sum: tf.Scalar = tf.sum(crossEntropy(forward(pixels), labels))
        const norm = meanNorm(gradientAtInput(sum, pixels), settings.norm, settings.channelWeights)
        const mean: tf.Scalar = tf.div(sum, pixels.shape[0])
        const loss: tf.Scalar = tf.add(tf.mul(mean, weights.crossEntropy), tf.mul(norm, weights.norm))
        return { loss, parts: { crossEntropy: mean, gradientNorm: norm } }
      },
      'second',
    )
  },
}
