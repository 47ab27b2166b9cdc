/** @file Softmax, along any axis. */

import { quoteShape } from '../../../quote'
import * as tf from '../../tf'
import { LEFT_OUT } from '../graph/simplify'
import { asGiven, inOrder } from '../values/order'
import { axisOf, type GraphValue, shapeOf, sizeOfShape, type TensorValue, tensorOf, tensorValue } from '../values/types'
import { type Call, type Compute, decline, inputOf, numberOf, type Operators } from './types'

/** @param apply to a matrix, along its rows */
export function alongAxis(value: TensorValue, axis: number, apply: (matrix: tf.Tensor2D) => tf.Tensor): TensorValue {
  const rank = value.order.length
  const order = [...value.order]
  const at = order[axis] as number
  if (at !== rank - 1) {
    // Later axes move one to the front, and this one to the end.
    order.forEach((each, i) => {
      if (each > at) order[i] = each - 1
    })
    order[axis] = rank - 1
  }
  const tensor = inOrder(value, order)
  const length = shapeOf(value)[axis] as number
  return tensorValue(tf.reshape(apply(tf.reshape(tensor, [-1, length]) as tf.Tensor2D), tensor.shape), order)
}

/**
 * A graph's last softmax is left out, which leaves the order of the classes only if it is over all of them: of groups,
 * or of the images, it is not.
 */
function leftOut(call: Call, value: GraphValue): GraphValue {
  const shape = shapeOf(value)
  const isOld = call.opset < 13
  const axis = axisOf(numberOf(call, 'axis', isOld ? 1 : -1), shape.length)
  const [outer, inner] = [shape.slice(1, axis), isOld ? [] : shape.slice(axis + 1)]
  decline(
    axis === 0 || [...outer, ...inner].some((length) => length !== 1),
    `a last softmax along axis ${axis} of the shape ${quoteShape(shape)}, which is not over all classes,`,
  )
  return value
}

function softmax(apply: (matrix: tf.Tensor2D) => tf.Tensor): Compute {
  return (call) => {
    const given: GraphValue = inputOf(call)
    if (numberOf(call, LEFT_OUT, 0) === 1) return leftOut(call, given)
    const value = tensorOf(given)
    const shape = shapeOf(value)
    const isOld = call.opset < 13
    const axis = axisOf(numberOf(call, 'axis', isOld ? 1 : -1), shape.length)
    if (!isOld || axis === shape.length - 1) return alongAxis(value, axis, apply)
    // Over all axes from this one on together.
    const rows = [sizeOfShape(shape.slice(0, axis)), sizeOfShape(shape.slice(axis))] as [number, number]
    return tensorValue(tf.reshape(apply(tf.reshape(asGiven(value), rows) as tf.Tensor2D), [...shape]))
  }
}

/** tf.logSoftmax has a gradient of its own that cannot be differentiated again: x - logSumExp(x) can. */
const logarithm = (matrix: tf.Tensor2D) => tf.sub(matrix, tf.logSumExp(matrix, 1, true))

export const SOFTMAXES: Operators = {
  Softmax: softmax((matrix) => tf.softmax(matrix)),
  LogSoftmax: softmax(logarithm),
}
