import { z } from 'zod'
import * as tf from '../../tf'
import type { Optimizer } from './types'

const settings = z.object({
  beta1: z.number().min(0).lt(1).default(0.9),
  beta2: z.number().min(0).lt(1).default(0.999),
  epsilon: z.number().positive().max(1).default(1e-8),
  /** Decoupled: the parameter shrinks by learning rate times this. */
  weightDecay: z.number().min(0).max(10).default(0.05),
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
}
