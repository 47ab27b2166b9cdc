import type { ModelData } from '../types'
import * as tf from './tf'

/** Logits (N, classes) of normalised images (N, height, width, 3). */
export type StockModel = (normalised: tf.Tensor4D) => tf.Tensor2D

export const gelu = <T extends tf.Tensor>(x: T): T => tf.mul(tf.mul(x, 0.5), tf.add(tf.erf(tf.div(x, Math.SQRT2)), 1))

/** Parameters by their names. */
export function toTensors(weights: ModelData['weights']): (name: string) => tf.Tensor {
  const tensors = new Map([...weights].map(([name, { shape, values }]) => [name, tf.tensor(values, [...shape])]))
  return (name) => tensors.get(name) as tf.Tensor
}
