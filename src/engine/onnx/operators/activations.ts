/** @file Activations, made of ops whose second derivatives are right (see backend/secondDerivatives). */

import { ACTIVATIONS } from '../../architectures/activations'
import * as tf from '../../tf'
import { broadcast } from '../values/broadcast'
import { combineHosts } from '../values/host'
import { likeOrder } from '../values/order'
import { isHost, tensorOf } from '../values/types'
import { type Call, type Compute, inputOf, knownInput, numberOf, type Operators, textOf } from './types'

type Activation = (x: tf.Tensor, call: Call) => tf.Tensor

const activation =
  (apply: Activation): Compute =>
  (call) => {
    const x = tensorOf(inputOf(call))
    return likeOrder(apply(x.tensor, call), x)
  }

/** 0 below zero; the slope at zero is 0, as in PyTorch. */
const positive = tf.relu
const negative = (x: tf.Tensor) => tf.neg(tf.relu(tf.neg(x)))

/** x up to `most`, and 0 below zero: the slope at the left end is 0, as of PyTorch's hardtanh and relu. */
const upTo = (x: tf.Tensor, most: number) => tf.minimum(tf.relu(x), most)

const hardSigmoid = (x: tf.Tensor, alpha: number, beta: number) => upTo(tf.add(tf.mul(x, alpha), beta), 1)

const exponential = (x: tf.Tensor, alpha: number, gamma = 1, inner = 1) => {
  const below = tf.sub(tf.exp(tf.mul(negative(x), inner)), 1)
  return tf.mul(tf.add(positive(x), tf.mul(below, alpha)), gamma)
}

function geluByTanh(x: tf.Tensor): tf.Tensor {
  const inner = tf.mul(tf.add(x, tf.mul(tf.mul(tf.square(x), x), 0.044715)), Math.sqrt(2 / Math.PI))
  return tf.mul(tf.mul(x, 0.5), tf.add(tf.tanh(inner), 1))
}

const clip: Compute = (call) => {
  const x = inputOf(call)
  const bound = (name: string, at: number) => knownInput(call, at)?.values[0] ?? numberOf(call, name, undefined)
  const [least, most] = [bound('min', 1), bound('max', 2)]
  if (isHost(x)) {
    return combineHosts([x], x.kind, (number) =>
      Math.min(Math.max(number as number, least ?? (number as number)), most ?? Infinity),
    )
  }
  let result = x.tensor
  if (least === 0) result = tf.relu(result)
  else if (least !== undefined && Number.isFinite(least)) result = tf.maximum(result, least)
  if (most !== undefined && most < 3e38) result = tf.minimum(result, most)
  return likeOrder(result, x)
}

const prelu: Compute = (call) => {
  const [x, slope] = [inputOf(call), inputOf(call, 1)]
  return broadcast([x, slope], (input, factor) =>
    tf.add(positive(input as tf.Tensor), tf.mul(negative(input as tf.Tensor), factor as tf.Tensor)),
  )
}

export const ACTIVATION_OPERATORS: Operators = {
  Relu: activation((x) => tf.relu(x)),
  LeakyRelu: activation((x, call) => tf.add(positive(x), tf.mul(negative(x), numberOf(call, 'alpha', 0.01)))),
  PRelu: prelu,
  Elu: activation((x, call) => exponential(x, numberOf(call, 'alpha', 1))),
  Celu: activation((x, call) => {
    const alpha = numberOf(call, 'alpha', 1)
    return exponential(x, alpha, 1, 1 / alpha)
  }),
  Selu: activation((x, call) => exponential(x, numberOf(call, 'alpha', 1.6732632), numberOf(call, 'gamma', 1.050701))),
  ThresholdedRelu: activation((x, call) => {
    const isOver = tf.cast(tf.greater(x, numberOf(call, 'alpha', 1)), 'float32')
    return tf.mul(x, isOver)
  }),
  Gelu: activation((x, call) => (textOf(call, 'approximate', 'none') === 'tanh' ? geluByTanh(x) : ACTIVATIONS.gelu(x))),
  Erf: activation((x) => tf.erf(x)),
  Sigmoid: activation((x) => tf.sigmoid(x)),
  Swish: activation((x, call) => tf.mul(x, tf.sigmoid(tf.mul(x, numberOf(call, 'alpha', 1))))),
  HardSigmoid: activation((x, call) => hardSigmoid(x, numberOf(call, 'alpha', 0.2), numberOf(call, 'beta', 0.5))),
  HardSwish: activation((x) => tf.mul(x, hardSigmoid(x, 1 / 6, 0.5))),
  Softplus: activation((x) => tf.softplus(x)),
  Softsign: activation((x) => tf.div(x, tf.add(tf.abs(x), 1))),
  Mish: activation((x) => tf.mul(x, tf.tanh(tf.softplus(x)))),
  Tanh: activation((x) => tf.tanh(x)),
  Clip: clip,
}
