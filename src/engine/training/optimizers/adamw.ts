import { z } from 'zod'
import { positiveNumber, realNumber, shareBelowOne } from '../../settings/fields'
import * as tf from '../../tf'
import type { Optimizer } from './types'

const { fround } = Math

const settings = z.object({
  beta1: shareBelowOne(0.9, { label: 'β₁', help: 'How much of the mean of past gradients is kept at each step.' }),
  beta2: shareBelowOne(0.999, {
    label: 'β₂',
    help: 'How much of the mean of past squared gradients is kept at each step.',
  }),
  epsilon: positiveNumber(
    { max: 1, usual: 1e-8 },
    {
      label: 'ε of Adam',
      inText: 'ε of Adam',
      help: 'Added to the divisor, so that weights without a gradient do not move far.',
    },
  ),
  /** Decoupled: the parameter shrinks by learning rate times this. */
  weightDecay: realNumber(
    { min: 0, max: 10, usual: 0.05 },
    { label: 'Decay', help: 'How strongly each step pulls the weights towards 0, times the learning rate.' },
  ),
})

/** Adam with decoupled weight decay (Loshchilov and Hutter 2019), as torch.optim.AdamW. */
export const adamw: Optimizer<z.infer<typeof settings>> = {
  id: 'adamw',
  name: 'AdamW',
  settings,
  slots: ['mean', 'meanSquare'],
  update({ parameter, gradient, slots, learningRate, step, decays }, { beta1, beta2, epsilon, weightDecay }) {
    const [oldMean, oldSquare] = slots as [tf.Tensor, tf.Tensor]
    const mean = tf.add(tf.mul(oldMean, beta1), tf.mul(gradient, 1 - beta1))
    const meanSquare = tf.add(tf.mul(oldSquare, beta2), tf.mul(tf.square(gradient), 1 - beta2))
    const shrunk = decays ? tf.mul(parameter, 1 - learningRate * weightDecay) : parameter
    const size = tf.add(tf.div(tf.sqrt(meanSquare), Math.sqrt(1 - beta2 ** step)), epsilon)
    const moved = tf.mul(tf.div(mean, size), learningRate / (1 - beta1 ** step))
    return { parameter: tf.sub(shrunk, moved), slots: [mean, meanSquare] }
  },
  updateValues(update, { beta1, beta2, epsilon, weightDecay }) {
    const { parameter, gradient, slots, gradientScale, learningRate, step, decays, updated } = update
    const [oldMean, oldSquare] = slots as [Float32Array, Float32Array]
    const [mean, meanSquare] = updated.slots as [Float32Array, Float32Array]
    const result = updated.parameter
    const [keepMean, keepSquare, least] = [fround(beta1), fround(beta2), fround(epsilon)]
    const [addMean, addSquare] = [fround(1 - beta1), fround(1 - beta2)]
    const kept = fround(decays ? 1 - learningRate * weightDecay : 1)
    const root = fround(Math.sqrt(1 - beta2 ** step))
    const rate = fround(learningRate / (1 - beta1 ** step))
    const scale = fround(gradientScale ?? 1)
    for (let i = 0; i < parameter.length; i++) {
      const slope = fround((gradient[i] as number) * scale)
      const m = fround(fround((oldMean[i] as number) * keepMean) + fround(slope * addMean))
      const v = fround(fround((oldSquare[i] as number) * keepSquare) + fround(fround(slope * slope) * addSquare))
      const size = fround(fround(fround(Math.sqrt(v)) / root) + least)
      const moved = fround(fround(m / size) * rate)
      mean[i] = m
      meanSquare[i] = v
      result[i] = fround(fround((parameter[i] as number) * kept) - moved)
    }
  },
}
