/** @file Activations, built only from ops whose second derivatives are right (see backend/secondDerivatives). */
import * as tf from '../tf'
import type { ActivationName } from './activationNames'

type Activation = <T extends tf.Tensor>(x: T) => T

export const ACTIVATIONS: Readonly<Record<ActivationName, Activation>> = {
  relu: (x) => tf.relu(x),
  /** x * Phi(x) by erf, as torch.nn.GELU: not the tanh approximation. */
  gelu: (x) => tf.mul(tf.mul(x, 0.5), tf.add(tf.erf(tf.mul(x, Math.SQRT1_2)), 1)),
  silu: (x) => tf.mul(x, tf.sigmoid(x)),
  softplus: (x) => tf.softplus(x),
}
