/** @file Normalisation by frozen statistics, or by the tensor's own. */
import { countOf } from '../../../countOf'
import * as tf from '../../tf'
import { broadcast } from '../values/broadcast'
import { alignedTo, asGiven } from '../values/order'
import { reshaped } from '../values/reshape'
import {
  axisOf,
  type GraphValue,
  inGivenOrder,
  shapeOf,
  type TensorValue,
  tensorOf,
  tensorValue,
} from '../values/types'
import { reduced } from './reductions'
import { type Call, type Compute, decline, inputOf, numberOf, type Operators } from './types'

/** A batch norm with frozen statistics as x * scale + shift, each (channels). */
export type PreparedBatchNorm = { readonly scale: tf.Tensor; readonly shift: tf.Tensor }

function affineOf(call: Call): PreparedBatchNorm {
  const [gamma, beta, mean, variance] = [1, 2, 3, 4].map((at) => inputOf(call, at)) as [
    GraphValue,
    GraphValue,
    GraphValue,
    GraphValue,
  ]
  const deviation = tf.sqrt(tf.add(asGiven(variance), numberOf(call, 'epsilon', 1e-5)))
  const scale = tf.div(asGiven(gamma), deviation)
  return { scale, shift: tf.sub(asGiven(beta), tf.mul(asGiven(mean), scale)) }
}

/** By the tensor's own statistics, as for standardised filters (1, filters, numbers). Refused for images. */
function ofItself(call: Call): GraphValue {
  const x = tensorOf(inputOf(call))
  const shape = shapeOf(x)
  decline(shape.length !== 3 || shape[0] !== 1, 'batch norm by the statistics of the batch, which model.eval() ends,')
  const [scale, shift] = [inputOf(call, 1), inputOf(call, 2)].map((each) => byChannel(asGiven(each), 3))
  return scaled(normalised(x, [0, 2], numberOf(call, 'epsilon', 1e-5)), scale, shift)
}

/** (channels), reshaped for broadcasting over (batch, channels, ...). */
const byChannel = (tensor: tf.Tensor, rank: number): GraphValue =>
  tensorValue(tf.reshape(tensor, [tensor.size, ...new Array<number>(Math.max(0, rank - 2)).fill(1)]))

const batchNormalization: Compute = (call) => {
  const x = inputOf(call)
  if (numberOf(call, 'training_mode', 0) === 1) return ofItself(call)
  const affine = (call.prepared ?? affineOf(call)) as PreparedBatchNorm
  const rank = shapeOf(x).length
  return scaled(x, byChannel(affine.scale, rank), byChannel(affine.shift, rank))
}

const scaled = (x: GraphValue, scale: GraphValue | undefined, shift: GraphValue | undefined): GraphValue => {
  const product = scale === undefined ? x : broadcast([x, scale], (a, b) => tf.mul(a as tf.Tensor, b as tf.Tensor))
  return shift === undefined ? product : broadcast([product, shift], (a, b) => tf.add(a as tf.Tensor, b as tf.Tensor))
}

/** Subtracts the mean and divides by the deviation, along axes of the graph. */
function normalised(x: TensorValue, axes: readonly number[], epsilon: number, isCentred = true): TensorValue {
  const along = (tensor: tf.Tensor) =>
    (reduced(tensorValue(tensor, x.order), axes, true, (each, at) => tf.mean(each, at)) as TensorValue).tensor
  const centred = isCentred ? tf.sub(x.tensor, along(x.tensor)) : x.tensor
  return tensorValue(tf.div(centred, tf.sqrt(tf.add(along(tf.square(centred)), epsilon))), x.order)
}

const fromAxis = (axis: number, rank: number) => inGivenOrder(rank).slice(axisOf(axis, rank))

const layerNormalization =
  (isCentred: boolean): Compute =>
  (call) => {
    decline(call.outputs > 1, 'the mean of a layer norm as an output')
    const x = tensorOf(inputOf(call))
    const axes = fromAxis(numberOf(call, 'axis', -1), x.order.length)
    return scaled(normalised(x, axes, numberOf(call, 'epsilon', 1e-5), isCentred), call.inputs[1], call.inputs[2])
  }

const instanceNormalization: Compute = (call) => {
  const x = tensorOf(inputOf(call))
  const rank = x.order.length
  const [scale, shift] = [inputOf(call, 1), inputOf(call, 2)].map((each) => byChannel(asGiven(each), rank))
  return scaled(normalised(x, inGivenOrder(rank).slice(2), numberOf(call, 'epsilon', 1e-5)), scale, shift)
}

const groupNormalization: Compute = (call) => {
  const x = tensorOf(inputOf(call))
  const shape = shapeOf(x)
  const groups = numberOf(call, 'num_groups', 1)
  const [batch, channels, ...size] = shape as [number, number, ...number[]]
  if (!Number.isInteger(channels / groups))
    throw new Error(`its attribute "num_groups" is ${groups}, of ${countOf(channels, 'channel')}`)
  const inGroups = reshaped(x, [batch, groups, channels / groups, ...size])
  const axes = inGivenOrder(size.length + 3).slice(2)
  const result = reshaped(normalised(inGroups, axes, numberOf(call, 'epsilon', 1e-5)), shape)
  // Before opset 21 there was one scale per group; now there is one per channel.
  const each = (at: number): GraphValue => {
    const given = asGiven(inputOf(call, at))
    const repeated =
      given.size === channels ? given : tf.add(tf.reshape(given, [groups, 1]), tf.zeros([1, channels / groups]))
    return byChannel(tf.reshape(repeated, [channels]), shape.length)
  }
  return scaled(result, each(1), each(2))
}

const lpNormalization: Compute = (call) => {
  const x = tensorOf(inputOf(call))
  const axis = axisOf(numberOf(call, 'axis', -1), x.order.length)
  const isL1 = numberOf(call, 'p', 2) === 1
  const size = reduced(x, [axis], true, (each, at) =>
    isL1 ? tf.sum(tf.abs(each), at) : tf.sqrt(tf.sum(tf.square(each), at)),
  )
  return tensorValue(tf.div(x.tensor, alignedTo(size, x.order)), x.order)
}

export const NORMALISATIONS: Operators = {
  BatchNormalization: { compute: batchNormalization, prepare: affineOf },
  LayerNormalization: layerNormalization(true),
  RMSNormalization: layerNormalization(false),
  InstanceNormalization: instanceNormalization,
  GroupNormalization: groupNormalization,
  LpNormalization: lpNormalization,
  MeanVarianceNormalization: (call) => {
    const x = tensorOf(inputOf(call))
    const axes = call.attributes.get('axes')
    return normalised(x, Array.isArray(axes) ? (axes as number[]) : [0, 2, 3], 1e-9)
  },
}
