/** @file What the executor asks of each kind of instruction. */
import type { Operation, Target } from '../../backend/wasmKernels/operations/operation'
import type { Buffer, Finish, Instruction } from '../instructions'
import type { Size } from '../network'

/** What an instruction may ask for once, for as long as the network lives. All numbers are addresses. */
export interface Compilation {
  readonly sizeOf: (buffer: Buffer) => Size
  readonly store: (values: Float32Array | Int32Array) => number
  /** As many zeros as the widest pixel of any buffer has values, and as a panel is wide. */
  readonly zeros: number
}

/** Where things lie in a pass of so many images. */
export interface Pass {
  readonly images: number
  /** The address of a buffer. */
  readonly at: (buffer: Buffer) => number
  /** The address of the instruction's own temporary of this index. */
  readonly temporary: (index: number) => number
}

export interface Compiled {
  /** Values that it needs beside the buffers while it runs, for each image. */
  readonly temporaries?: readonly number[]
  readonly operations: (pass: Pass) => Operation[]
}

/** Null where there is no kernel. */
export type Compile<I extends Instruction> = (instruction: I, compilation: Compilation) => Compiled | null

export const valuesOf = ([height, width, channels]: Size): number => height * width * channels

export function targetOf({ out, addend, slope, activation, derivative }: Finish, { at }: Pass): Target {
  return {
    result: at(out),
    addend: addend === null ? 0 : at(addend),
    factor: slope === null ? 0 : at(slope),
    activation,
    slopes: derivative === null ? 0 : at(derivative),
  }
}
