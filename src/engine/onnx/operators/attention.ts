/** @file Attention as one node, which PyTorch writes from opset 23 on. */
import * as tf from '../../tf'
import { permuted, reshaped } from '../values/reshape'
import { type GraphValue, isHost, shapeOf, type TensorValue, tensorOf, tensorValue } from '../values/types'
import { added, product } from './matrices'
import { alongAxis } from './softmax'
import { type Call, type Compute, decline, inputOf, numberOf, type Operators } from './types'

/** (batch, heads, tokens, width), also from (batch, tokens, heads * width). */
function inHeads(value: GraphValue, heads: number | undefined): TensorValue {
  const given = tensorOf(value)
  const shape = shapeOf(given)
  if (shape.length === 4) return given
  const [batch, tokens, channels] = shape as [number, number, number]
  if (shape.length !== 3 || heads === undefined) throw new Error('queries that are not in heads')
  return permuted(reshaped(given, [batch, tokens, heads, channels / heads]), [0, 2, 1, 3])
}

/** The addend of the scores; for a boolean mask 0 or minus infinity. */
function masking(call: Call, tokens: number, keys: number): GraphValue | undefined {
  const mask = call.inputs[3]
  if (numberOf(call, 'is_causal', 0) === 1) {
    decline(mask !== undefined, 'attention with two masks')
    const values = Float32Array.from({ length: tokens * keys }, (_, i) =>
      i % keys > Math.floor(i / keys) ? -Infinity : 0,
    )
    return { kind: 'float', shape: [tokens, keys], values }
  }
  if (mask === undefined || (isHost(mask) ? mask.kind !== 'bool' : mask.tensor.dtype !== 'bool')) return mask
  if (isHost(mask)) {
    return { kind: 'float', shape: mask.shape, values: Float32Array.from(mask.values, (is) => (is ? 0 : -Infinity)) }
  }
  const zeros = tf.zeros(mask.tensor.shape)
  return tensorValue(tf.where(mask.tensor, zeros, tf.fill(mask.tensor.shape, -Infinity)), mask.order)
}

const attention: Compute = (call) => {
  decline(call.outputs > 1 || call.inputs.slice(4).some((each) => each !== undefined), 'attention with a cache')
  decline(numberOf(call, 'softcap', 0) !== 0, 'attention with a soft cap')
  const q = inHeads(inputOf(call), numberOf(call, 'q_num_heads', undefined))
  const [k, v] = [1, 2].map((at) => inHeads(inputOf(call, at), numberOf(call, 'kv_num_heads', undefined))) as [
    TensorValue,
    TensorValue,
  ]
  const [batch, heads, tokens, width] = shapeOf(q) as [number, number, number, number]
  decline(shapeOf(k)[1] !== heads, 'attention whose queries and keys differ in heads')
  const scale = numberOf(call, 'scale', 1 / Math.sqrt(width))
  const scores = product(tensorValue(tf.mul(q.tensor, scale), q.order), permuted(k, [0, 1, 3, 2]))
  const mask = masking(call, tokens, shapeOf(k)[2] as number)
  const weights = alongAxis(mask === undefined ? scores : added(scores, mask), 3, (matrix) => tf.softmax(matrix))
  const result = product(weights, v)
  if (shapeOf(inputOf(call)).length === 4) return result
  return reshaped(permuted(result, [0, 2, 1, 3]), [batch, tokens, heads * (shapeOf(v)[3] as number)])
}

export const ATTENTIONS: Operators = { Attention: attention }
