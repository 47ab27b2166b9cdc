import { z } from 'zod'
import { flag, realNumber, shareBelowOne } from '../../settings/fields'
import * as tf from '../../tf'
import type { Optimizer } from './types'

const settings = z.object({
  momentum: shareBelowOne(0.9, { label: 'Momentum', help: 'How much of the previous step is kept in the next.' }),
  nesterov: flag(true, {
    label: 'Nesterov',
    inText: 'Nesterov',
    help: 'Takes the gradient where the momentum leads, not where the weights are.',
  }),
  /** Added to the gradient as weightDecay times the parameter, as in torch.optim.SGD. */
  weightDecay: realNumber(
    { min: 0, max: 1, usual: 5e-4 },
    { label: 'Decay', help: 'How strongly each step pulls the weights towards 0, times the learning rate.' },
  ),
})

/** Gradient descent with momentum, as torch.optim.SGD. */
export const sgd: Optimizer<z.infer<typeof settings>> = {
  id: 'sgd',
  name: 'SGD',
  settings,
  slots: ['momentum'],
  update({ parameter, gradient, slots, learningRate, decays }, { momentum, nesterov, weightDecay }) {
    const decayed = decays ? tf.add(gradient, tf.mul(parameter, weightDecay)) : gradient
    const velocity = tf.add(tf.mul(slots[0] as tf.Tensor, momentum), decayed)
    const direction = nesterov ? tf.add(decayed, tf.mul(velocity, momentum)) : velocity
    return { parameter: tf.sub(parameter, tf.mul(direction, learningRate)), slots: [velocity] }
  },
}
