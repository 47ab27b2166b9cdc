/** @file Scales, shifts, sums and activations, value by value. */
import { fusedPointwise } from '../../backend/webgpuKernels/pointwise'
import { packVector } from '../../backend/webgpuKernels/vectors'
import type * as tf from '../../tf'
import type { PointwiseInstruction } from '../instructions'
import { finishOf, type Prepare } from './run'

export const preparePointwise: Prepare<PointwiseInstruction> = (instruction, { keep }) => {
  const scale = instruction.scale && keep(packVector(instruction.scale))
  const { shift: given } = instruction
  const shift = given && keep(given.rank === 1 ? packVector(given as tf.Tensor1D) : given)
  return (tensorOf) => fusedPointwise({ x: tensorOf(instruction.x), scale, shift, ...finishOf(instruction, tensorOf) })
}
