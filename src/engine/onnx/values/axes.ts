/** @file Parts of one axis. */
import * as tf from '../../tf'
import { pick } from './host'
import { type GraphValue, isHost, shapeOf, sizeOfShape, type TensorValue, tensorValue } from './types'

/** Reshapes to three axes, the middle one being `axis`, which all backends can slice and concatenate. */
function aroundAxis(x: tf.Tensor, axis: number, apply: (x: tf.Tensor3D) => tf.Tensor): tf.Tensor {
  const [outer, inner] = [x.shape.slice(0, axis), x.shape.slice(axis + 1)]
  const result = apply(tf.reshape(x, [sizeOfShape(outer), x.shape[axis] as number, sizeOfShape(inner)]))
  return tf.reshape(result, [...outer, result.shape[1] as number, ...inner])
}

/** @param axis of the graph */
export function alongAxisOf(value: TensorValue, axis: number, apply: (x: tf.Tensor3D) => tf.Tensor): TensorValue {
  return tensorValue(aroundAxis(value.tensor, value.order[axis] as number, apply), value.order)
}

/** `count` of an axis, from `begin` on, each `step`th; a step below zero goes backwards. */
export function cut(value: GraphValue, axis: number, begin: number, count: number, step: number): GraphValue {
  const shape = shapeOf(value)
  if (isHost(value)) {
    const lengths = shape.map((length, i) => (i === axis ? count : length))
    return pick(value, lengths, (position) => position.map((at, i) => (i === axis ? begin + at * step : at)))
  }
  if (begin === 0 && count === shape[axis] && step === 1) return value
  if (step < 0) {
    const first = begin + (count - 1) * step
    const forwards = cut(value, axis, first, count, -step) as TensorValue
    return alongAxisOf(forwards, axis, (x) => tf.reverse(x, 1))
  }
  return alongAxisOf(value, axis, (x) => {
    const [outer, length, inner] = x.shape
    if (step === 1) return tf.slice(x, [0, begin, 0], [outer, count, inner])
    // Splits into runs of one step and takes the first of each: a strided slice cannot be differentiated twice.
    const reach = Math.min(length - begin, count * step)
    const seen = tf.slice(x, [0, begin, 0], [outer, reach, inner])
    const whole =
      reach < count * step
        ? tf.pad(seen, [
            [0, 0],
            [0, count * step - reach],
            [0, 0],
          ])
        : seen
    return tf.slice(tf.reshape(whole, [outer, count, step * inner]), [0, 0, 0], [outer, count, inner])
  })
}
