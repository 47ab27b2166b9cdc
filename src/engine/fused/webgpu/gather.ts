/** @file Rows in another order. */
import { fusedGather } from '../../backend/webgpuKernels/gather'
import * as tf from '../../tf'
import type { GatherInstruction } from '../instructions'
import { finishOf, type Prepare } from './run'

export const prepareGather: Prepare<GatherInstruction> = (instruction, { sizeOf, keep }) => {
  const { x, rowLength, out, addend, slope } = instruction
  const size = sizeOf(out)
  const fill = instruction.fill && keep(instruction.fill)
  const isInOrder = instruction.rows.every((row, i) => row === i) && sizeOf(x).reduce(product) === size.reduce(product)
  if (isInOrder && fill === null && addend === null && slope === null) {
    return (tensorOf) => [tf.reshape(tensorOf(x), [-1, ...size])]
  }
  const rows = keep(tf.tensor1d(instruction.rows, 'int32'))
  return (tensorOf) => {
    const { activation: _, ...finish } = finishOf(instruction, tensorOf)
    return [fusedGather({ x: tensorOf(x), rows, rowLength, fill, size, ...finish })]
  }
}

const product = (a: number, b: number) => a * b
