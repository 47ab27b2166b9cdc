/** @file Values between nodes. */

import * as tf from '../../tf'
import type { Constant } from '../graph/types'

/**
 * Known numbers: shapes, indices, scalars and constants. `uploaded` is the same as a tensor, if it is kept with the
 * model.
 */
export interface HostValue extends Constant {
  readonly uploaded?: tf.Tensor
}

/**
 * A tensor of the backend whose axes may be in another order than in ONNX: axis i of the graph is the tensor's axis
 * order[i]. So a transposition is free until a node needs another layout, and images keep their channels last from the
 * first convolution to the last.
 */
export interface TensorValue {
  readonly tensor: tf.Tensor
  readonly order: readonly number[]
}

export type GraphValue = HostValue | TensorValue

export const isHost = (value: GraphValue): value is HostValue => 'kind' in value

export const inGivenOrder = (rank: number): number[] => Array.from({ length: rank }, (_, axis) => axis)

/** A tensor whose axes are in ONNX's order, or in `order`. */
export const tensorValue = (tensor: tf.Tensor, order: readonly number[] = inGivenOrder(tensor.rank)): TensorValue => ({
  tensor,
  order,
})

/** As ONNX says. */
export function shapeOf(value: GraphValue): readonly number[] {
  return isHost(value) ? value.shape : value.order.map((axis) => value.tensor.shape[axis] as number)
}

export const sizeOfShape = (shape: readonly number[]): number => shape.reduce((product, length) => product * length, 1)

/** An axis that may be counted from the end. Throws where there is no such axis. */
export function axisOf(axis: number, rank: number): number {
  const positive = axis < 0 ? axis + rank : axis
  if (Number.isInteger(positive) && positive >= 0 && positive < Math.max(rank, 1)) return positive
  throw new Error(`axis ${axis} of a tensor of rank ${rank}`)
}

/** The tensor of a constant: float32, or bool. */
export function uploaded(value: HostValue): tf.Tensor {
  if (value.uploaded !== undefined) return value.uploaded
  const shape = [...value.shape]
  if (value.kind === 'bool') return tf.tensor(Uint8Array.from(value.values), shape, 'bool')
  return tf.tensor(value.values instanceof Float32Array ? value.values : Float32Array.from(value.values), shape)
}

/** The value as a tensor, also if it is a constant. */
export const tensorOf = (value: GraphValue): TensorValue => (isHost(value) ? tensorValue(uploaded(value)) : value)
