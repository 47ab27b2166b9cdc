import { z } from 'zod'
import { edgeEnergy } from '../edges/edgeEnergy'
import { crossEntropy } from '../gradients/crossEntropy'
import { stopGradient } from '../gradients/stopGradient'
import { positiveNumber, realNumber } from '../settings/fields'
import * as tf from '../tf'
import { differentiate, gradientAtInput } from './differentiate'
import { partAndRest } from './lossTerms'
import type { BatchRng } from './rng'
import type { Objective, ObjectiveBatch } from './types'

const settings = z.object({
  /** Weights of the distance at ramp 0 and at ramp 1. */
  alphaStart: realNumber(
    { min: 0, max: 1000, usual: 1 },
    { label: 'Initial α', help: 'Weight of the distance between gradient and edges when the training begins.' },
  ),
  alphaEnd: realNumber(
    { min: 0, max: 1000, usual: 10 },
    { label: 'Final α', isMain: true, help: 'Weight of the distance between gradient and edges once it has grown.' },
  ),
  temperature: positiveNumber(
    { max: 100, usual: 0.5 },
    {
      label: 'Temperature',
      help: 'The class whose gradient is aligned is drawn from the softmax of the logits divided by this.',
    },
  ),
})

/**
 * Edge regularisation (Rodriguez-Munoz et al. 2024, as defined in the released code): cross-entropy plus
 * alpha times the mean square distance between the image's edge energy and the signed input gradient of
 * one logit, drawn from softmax(logits / temperature), both on normalised pixels and divided by their root
 * mean square over the batch. No norm is penalised: only the location of the gradient matters.
 */
export const edgeRegularisation: Objective<z.infer<typeof settings>> = {
  id: 'edge-regularisation',
  name: 'Edge regularisation',
  about: 'Cross-entropy plus a penalty that aligns the gradient with the image’s edges.',
  derivatives: 'second',
  settings,
  parts: ['crossEntropy', 'edgeDistance'],
  terms: partAndRest({ label: 'CE', part: 'crossEntropy' }, 'α × distance'),
  evaluate(batch, { alphaStart, alphaEnd, temperature }) {
    const { model, pixels, labels, ramp, rng } = batch
    const alpha = alphaStart + ramp * (alphaEnd - alphaStart)
    const edges = normalisedEdges(batch)
    const noise = gumbelNoise(rng, [pixels.shape[0], model.classes])
    try {
      return differentiate(
        model,
        (forward) => {
          const logits = forward(pixels)
          // The argmax of logits with Gumbel noise is a sample from their softmax.
          const drawn = tf.argMax(tf.add(tf.div(stopGradient(logits), temperature), noise), 1)
          const chosen: tf.Scalar = tf.sum(tf.mul(logits, tf.cast(tf.oneHot(drawn, model.classes), 'float32')))
          // With respect to the normalised image.
          const gradient = tf.mul(gradientAtInput(chosen, pixels), [...model.std])
          const distance: tf.Scalar = tf.mean(tf.square(tf.sub(unit(gradient), edges)))
          const ce: tf.Scalar = tf.mean(crossEntropy(logits, labels))
          const loss: tf.Scalar = tf.add(ce, tf.mul(distance, alpha))
          return { loss, parts: { crossEntropy: ce, edgeDistance: distance } }
        },
        'second',
      )
    } finally {
      tf.dispose([edges, noise])
    }
  },
}

/** Far below any mean square, but above zero, for when a model or an image is flat. */
const LEAST_SQUARE = 1e-30

const unit = (x: tf.Tensor): tf.Tensor => tf.div(x, tf.sqrt(tf.add(tf.mean(tf.square(x)), LEAST_SQUARE)))

/** Edge energy of each normalised image in units of its root mean square over the batch: (N, height, width, 1). */
function normalisedEdges({ values, pixels, model: { mean, std } }: ObjectiveBatch): tf.Tensor4D {
  const [count, height, width] = pixels.shape
  const normalised = values.map((value, i) => (value - (mean[i % 3] as number)) / (std[i % 3] as number))
  const size = height * width
  const energy = new Float32Array(count * size)
  for (let i = 0; i < count; i++) {
    energy.set(edgeEnergy(normalised.subarray(3 * i * size, 3 * (i + 1) * size), height, width), i * size)
  }
  return tf.tidy(() => unit(tf.tensor4d(energy, [count, height, width, 1])) as tf.Tensor4D)
}

function gumbelNoise(rng: BatchRng, shape: [number, number]): tf.Tensor2D {
  const noise = rng.uniform(shape[0] * shape[1]).map((drawn) => -Math.log(-Math.log(drawn)))
  return tf.tensor2d(noise, shape)
}
