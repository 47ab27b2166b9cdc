import { z } from 'zod'
import { crossEntropy } from '../gradients/crossEntropy'
import { stopGradient } from '../gradients/stopGradient'
import { positiveNumber, realNumber } from '../settings/fields'
import * as tf from '../tf'
import { differentiate } from './differentiate'
import { attackSteps, innerAttackFields, reach, takeGradientSteps } from './innerAttack'
import { partAndRest } from './lossTerms'
import { gaussian } from './rng'
import type { Objective, ObjectiveBatch } from './types'

const settings = z.object({
  ...innerAttackFields,
  steps: attackSteps(10),
  /** Weight of the divergence; 1 to 6 in the paper. */
  beta: realNumber(
    { min: 0, max: 100, usual: 6 },
    { label: 'β', isMain: true, help: 'How much robustness counts against clean accuracy; 1 to 6 in the paper.' },
  ),
  /** Standard deviation, in [0, 1] pixels, of the start around the image, where the divergence has no gradient. */
  startDeviation: positiveNumber(
    { max: 1, usual: 0.001 },
    { label: 'Start σ', help: 'The attack begins at the image with normal noise of this size.' },
  ),
})
type TradesSettings = z.infer<typeof settings>

/**
 * TRADES (Zhang et al. 2019): cross-entropy plus beta KL(p(x) || p(x')), where x' maximises
 * that divergence. Its gradient goes through both p(x) and p(x'), but not through the search for x'.
 */
export const trades: Objective<TradesSettings> = {
  id: 'trades',
  name: 'TRADES',
  about: 'Cross-entropy plus a penalty on how much an attack changes the prediction.',
  derivatives: 'first',
  settings,
  parts: ['crossEntropy', 'divergence'],
  terms: partAndRest({ label: 'CE', part: 'crossEntropy' }, 'β KL'),
  evaluate(batch, settings) {
    const { model, pixels, labels } = batch
    const attacked = tf.tidy(() => maximiseDivergence(batch, settings))
    try {
      return differentiate(model, (forward) => {
        const logits = forward(pixels)
        const ce: tf.Scalar = tf.mean(crossEntropy(logits, labels))
        const between = divergence(logProbabilities(logits), logProbabilities(forward(attacked)))
        const mean: tf.Scalar = tf.div(between, pixels.shape[0])
        const loss: tf.Scalar = tf.add(ce, tf.mul(mean, settings.beta))
        return { loss, parts: { crossEntropy: ce, divergence: mean } }
      })
    } finally {
      attacked.dispose()
    }
  },
}

/** The images in the ball whose prediction diverges most from the clean one. In tf.tidy. */
function maximiseDivergence({ model, pixels, ramp, rng }: ObjectiveBatch, settings: TradesSettings): tf.Tensor4D {
  const forward = model.bind(model.trained)
  const clean = logProbabilities(forward(pixels))
  const noise = tf.tensor4d(
    gaussian(rng, pixels.size).map((drawn) => settings.startDeviation * drawn),
    pixels.shape,
  )
  const ascent = { pixels, start: tf.add<tf.Tensor4D>(pixels, noise), ...reach(settings, ramp) }
  return takeGradientSteps(ascent, (x) => divergence(clean, logProbabilities(forward(x))))
}

/** KL(p || q), summed over the batch, of log probabilities (N, classes). */
function divergence(p: tf.Tensor2D, q: tf.Tensor2D): tf.Scalar {
  return tf.sum(tf.mul(tf.exp(p), tf.sub(p, q)))
}

/** Replaces `logSoftmax`, which tfjs can differentiate only once. */
function logProbabilities(logits: tf.Tensor2D): tf.Tensor2D {
  // The shift guards against overflow and cancels out of the value, so it may be constant.
  const shifted = tf.sub(logits, stopGradient(tf.max(logits, 1, true)))
  return tf.sub(shifted, tf.log(tf.sum(tf.exp(shifted), 1, true)))
}
