/** @file Activations of Keras that tfjs lacks, or has another of under the same name. */
import * as tf from '../../tf'
import { REGISTERED } from '../layers/activationNames'

const hardSigmoid = (x: tf.Tensor) => tf.div(tf.relu6(tf.add(x, 3)), 6)

/** As Keras 3 defines them, with its defaults. */
const ACTIVATIONS: Readonly<Record<keyof typeof REGISTERED, (x: tf.Tensor) => tf.Tensor>> = {
  hardSigmoid,
  hardSwish: (x) => tf.mul(x, hardSigmoid(x)),
  leakyRelu: (x) => tf.leakyRelu(x, 0.2),
  exponential: (x) => tf.exp(x),
}

export function registerActivations(): void {
  for (const [key, className] of Object.entries(REGISTERED)) {
    const compute = ACTIVATIONS[key as keyof typeof REGISTERED]
    class KerasActivation extends tf.serialization.Serializable {
      static className = className
      apply = (x: tf.Tensor): tf.Tensor => tf.tidy(() => compute(x))
      getConfig = () => ({})
    }
    tf.serialization.registerClass(KerasActivation)
  }
}
