import { z } from 'zod'
import { flag, realNumber, shareBelowOne } from '../../settings/fields'
import * as tf from '../../tf'
import type { Optimizer } from './types'

const { fround } = Math

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
  updateValues(update, { momentum, nesterov, weightDecay }) {
    const { parameter, gradient, gradientScale, learningRate, decays, updated } = update
    const oldVelocity = update.slots[0] as Float32Array
    const velocity = updated.slots[0] as Float32Array
    const result = updated.parameter
    const [kept, rate, scale] = [fround(momentum), fround(learningRate), fround(gradientScale ?? 1)]
    const decay = fround(decays ? weightDecay : 0)
    for (let i = 0; i < parameter.length; i++) {
      const at = parameter[i] as number
      const slope = fround(fround((gradient[i] as number) * scale) + fround(at * decay))
      const fast = fround(fround((oldVelocity[i] as number) * kept) + slope)
      const direction = nesterov ? fround(slope + fround(fast * kept)) : fast
      velocity[i] = fast
      result[i] = fround(at - fround(direction * rate))
    }
  },
}
