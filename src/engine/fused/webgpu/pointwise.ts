/** @file Scales, shifts and sums, and moved rows. */
import * as tf from '../../tf'
import type { GatherInstruction, PointwiseInstruction } from '../instructions'
import { finish, type Prepare } from './run'

export const preparePointwise: Prepare<PointwiseInstruction> = (instruction, { keep }) => {
  const { x, activation } = instruction
  if (activation !== null) return null
  const scale = instruction.scale && keep(instruction.scale)
  const shift = instruction.shift && keep(instruction.shift)
  return (tensorOf) => {
    const scaled = scale === null ? tensorOf(x) : tf.mul<tf.Tensor4D>(tensorOf(x), scale)
    return [finish(shift === null ? scaled : tf.add(scaled, shift), instruction, tensorOf)]
  }
}

export const prepareGather: Prepare<GatherInstruction> = (instruction, { sizeOf, keep }) => {
  const { x, rows, rowLength, out } = instruction
  if (rows.includes(-1)) return null
  const size = sizeOf(out)
  const indices = keep(tf.tensor1d(rows, 'int32'))
  const fill = instruction.fill && keep(instruction.fill)
  return (tensorOf) => {
    const taken = tf.gather(tf.reshape(tensorOf(x), [tensorOf(x).shape[0], -1, rowLength]), indices, 1)
    const filled = fill === null ? taken : tf.add(taken, fill)
    return [finish(tf.reshape(filled, [-1, ...size]), instruction, tensorOf)]
  }
}
