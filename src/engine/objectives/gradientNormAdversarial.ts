import { z } from 'zod'
import { crossEntropy } from '../gradients/crossEntropy'
import * as tf from '../tf'
import { differentiate, gradientAtInput } from './differentiate'
import { lambda, meanNorm, penalisedNorm, penaltyFields, penaltyTerms, penaltyWeights } from './gradientPenalty'
import { attackByPgd, innerAttackFields } from './innerAttack'
import type { Objective } from './types'

const settings = z.object({
  ...penaltyFields,
  ...innerAttackFields,
  lambda: lambda(0.667),
  norm: penalisedNorm,
})

/**
 * Both combined: (2 - lambda) CE at the attacked images, plus lambda epsilon times the norm of the input
 * gradient at the clean ones; the same epsilon for attack and penalty.
 */
export const gradientNormAdversarial: Objective<z.infer<typeof settings>> = {
  id: 'gradient-norm-adversarial',
  name: 'Gradient norm and PGD adversarial',
  about: 'Cross-entropy on attacked images plus the norm of its input gradient on clean ones.',
  derivatives: 'second',
  settings,
  parts: ['crossEntropyAttacked', 'gradientNorm'],
  terms: penaltyTerms({ label: '(2 − λ) CE adv.', part: 'crossEntropyAttacked' }),
  evaluate(batch, settings) {
    const { model, pixels, labels, ramp } = batch
    const weights = penaltyWeights(settings, ramp)
    const attacked = tf.tidy(() => attackByPgd(batch, settings))
    try {
      return differentiate(
        model,
        (forward) => {
          const ce: tf.Scalar = tf.mean(crossEntropy(forward(attacked), labels))
          const clean: tf.Scalar = tf.sum(crossEntropy(forward(pixels), labels))
          const norm = meanNorm(gradientAtInput(clean, pixels), settings.norm, settings.channelWeights)
          const loss: tf.Scalar = tf.add(tf.mul(ce, weights.crossEntropy), tf.mul(norm, weights.norm))
          return { loss, parts: { crossEntropyAttacked: ce, gradientNorm: norm } }
        },
        'second',
      )
    } finally {
      attacked.dispose()
    }
  },
}
