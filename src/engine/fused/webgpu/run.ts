/** @file What the kernels of instructions have in common. */
import { fusedPointwise } from '../../backend/webgpuKernels/pointwise'
import type * as tf from '../../tf'
import type { Buffer, Finish } from '../instructions'
import type { Size } from '../network'

/** Where the batch's values lie. */
export type TensorOf = (buffer: Buffer) => tf.Tensor4D

/** Gives what an instruction writes, buffer by buffer. */
export type Run = (tensorOf: TensorOf) => readonly tf.Tensor4D[]

/** What an instruction is prepared with, once. */
export interface Preparation {
  readonly sizeOf: (buffer: Buffer) => Size
  /** A copy that lives as long as the network does. */
  readonly keep: <T extends tf.Tensor>(tensor: T) => T
}

export type Prepare<Instruction> = (instruction: Instruction, preparation: Preparation) => Run

/** How a kernel finishes what it computed. */
export const finishOf = ({ addend, slope, activation }: Omit<Finish, 'out' | 'derivative'>, tensorOf: TensorOf) => ({
  ...(addend === null ? {} : { addend: tensorOf(addend) }),
  ...(slope === null ? {} : { slope: tensorOf(slope) }),
  activation,
})

/** Does so with what a kernel gave that cannot. */
export function finish(x: tf.Tensor4D, left: Pick<Finish, 'addend' | 'slope'>, tensorOf: TensorOf): tf.Tensor4D {
  if (left.addend === null && left.slope === null) return x
  const { activation: _, ...inputs } = finishOf({ ...left, activation: null }, tensorOf)
  return fusedPointwise({ x, ...inputs })[0] as tf.Tensor4D
}
