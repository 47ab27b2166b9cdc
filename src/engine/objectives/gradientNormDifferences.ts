import { z } from 'zod'
import { crossEntropy } from '../gradients/crossEntropy'
import { choice, positiveNumber } from '../settings/fields'
import * as tf from '../tf'
import { differentiate, differentiateWithPixels } from './differentiate'
import { meanNorm, penaltyFields, penaltyTerms, penaltyWeights, weigh } from './gradientPenalty'
import type { Forward, Objective, ObjectiveBatch, ObjectiveResult } from './types'

const settings = z.object({
  ...penaltyFields,
  /** The step h, small compared with epsilon: one-sided, h = epsilon gives a weighted FGSM adversarial training. */
  differenceStep255: positiveNumber(
    { max: 255, usual: 1 },
    { label: 'Step h', unit: '/255', help: 'How far apart the two losses of the difference are taken.' },
  ),
  /** "one" costs two passes and errs by h/2 s'Hs; "both" costs three and errs by O(h²). */
  sides: choice(['one', 'both'], 'one', {
    label: 'Differences',
    help: 'One-sided differences cost one pass less; two-sided ones are more exact.',
    options: { one: 'one-sided', both: 'two-sided' },
  }),
})

/**
 * The gradient-norm objective with the L1 norm by finite differences, without second derivatives.
 * Along the signs s of grad_x CE, held constant, ||grad_x CE||_1 = (CE(x + h s) - CE(x)) / h, or
 * (CE(x + h s) - CE(x - h s)) / 2h. Pixels beyond [0, 1] are not clamped.
 */
export const gradientNormDifferences: Objective<z.infer<typeof settings>> = {
  id: 'gradient-norm-differences',
  name: 'Gradient norm by finite differences',
  about: 'The gradient norm from first-order passes only: an approximation, for layers without second derivatives.',
  route: { of: 'gradient-norm', by: 'finiteDifferences' },
  derivatives: 'first',
  settings,
  parts: ['crossEntropy', 'gradientNorm'],
  terms: penaltyTerms({ label: '(2 − λ) CE', part: 'crossEntropy' }),
  evaluate(batch, settings) {
    const { channelWeights, sides } = settings
    const step = settings.differenceStep255 / 255
    const weights = penaltyWeights(settings, batch.ramp)
    const { here, gradient } = withInputGradient(batch)
    const direction = tf.tidy(() => weigh(tf.sign(gradient), channelWeights))
    const ahead = crossEntropyAt(batch, direction, step)
    const behind = sides === 'both' ? crossEntropyAt(batch, direction, -step) : here
    const slope = weights.norm / (sides === 'both' ? 2 * step : step)
    const combine = (at: tf.Tensor, after: tf.Tensor, before: tf.Tensor) =>
      tf.add(tf.mul(at, weights.crossEntropy), tf.mul(tf.sub(after, before), slope))
    try {
      return {
        loss: tf.tidy(() => combine(here.loss, ahead.loss, behind.loss) as tf.Scalar),
        parts: {
          crossEntropy: tf.clone(here.loss),
          gradientNorm: tf.tidy(() => meanNorm(gradient, 'l1', channelWeights)),
        },
        gradients: tf.tidy(() => {
          const gradients: Record<string, tf.Tensor> = {}
          for (const [name, at] of Object.entries(here.gradients)) {
            gradients[name] = combine(at, ahead.gradients[name] as tf.Tensor, behind.gradients[name] as tf.Tensor)
          }
          return gradients
        }),
      }
    } finally {
      tf.dispose([here, ahead, behind, gradient, direction])
    }
  },
}

/** Cross-entropy with its parameter gradients, and each image's input gradient, in one backward pass. */
function withInputGradient({ model, pixels, labels }: ObjectiveBatch) {
  const { result, inputGradient } = differentiateWithPixels(model, pixels, meanCrossEntropy(pixels, labels))
  const gradient = tf.tidy(() => tf.mul<tf.Tensor4D>(inputGradient, pixels.shape[0]))
  inputGradient.dispose()
  return { here: result, gradient }
}

function crossEntropyAt(
  { model, pixels, labels }: ObjectiveBatch,
  direction: tf.Tensor4D,
  step: number,
): ObjectiveResult {
  const moved = tf.tidy(() => tf.add<tf.Tensor4D>(pixels, tf.mul(direction, step)))
  try {
    return differentiate(model, meanCrossEntropy(moved, labels))
  } finally {
    moved.dispose()
  }
}

const meanCrossEntropy = (pixels: tf.Tensor4D, labels: tf.Tensor1D) => (forward: Forward) => ({
  loss: tf.mean(crossEntropy(forward(pixels), labels)) as tf.Scalar,
  parts: {},
})
