/** @file What the kernels of instructions have in common. */
import * as tf from '../../tf'
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

/** Null where no kernel suits the instruction. */
export type Prepare<Instruction> = (instruction: Instruction, preparation: Preparation) => Run | null

/** What is left to be done with what a kernel gave. */
export function finish(
  x: tf.Tensor4D,
  left: Partial<Pick<Finish, 'addend' | 'slope'>>,
  tensorOf: TensorOf,
): tf.Tensor4D {
  const { addend = null, slope = null } = left
  const sum = addend === null ? x : tf.add<tf.Tensor4D>(x, tensorOf(addend))
  return slope === null ? sum : tf.mul<tf.Tensor4D>(sum, tensorOf(slope))
}

/** For who takes the optional inputs of a kernel. */
export const given = <Name extends string>(name: Name, buffer: Buffer | null, tensorOf: TensorOf) =>
  (buffer === null ? {} : { [name]: tensorOf(buffer) }) as { [name in Name]?: tf.Tensor4D }
