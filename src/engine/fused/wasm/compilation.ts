/** @file What the executor asks of each kind of instruction. */
import type { Form } from '../../backend/wasmKernels/operations/convolution'
import type { FilterShape, Packed } from '../../backend/wasmKernels/operations/filters'
import type { Operation, Target } from '../../backend/wasmKernels/operations/operation'
import type { Tensor } from '../../tf'
import type { Buffer, Finish, Instruction } from '../instructions'
import type { Size } from '../network'

/** What an instruction may ask for once, for as long as the network lives. All numbers are addresses. */
export interface Compilation {
  readonly sizeOf: (buffer: Buffer) => Size
  readonly store: (values: Float32Array | Int32Array) => number
  /** A filter (rows, columns, in / groups, out) as tiles read it; `isTransposed`: for the way back. */
  readonly pack: (
    filter: Tensor,
    shape: FilterShape,
    isTransposed: boolean,
    form: Form,
  ) => { readonly packed: Packed; readonly weights: number }
  /** (channels), or zeros, padded to whole panels. */
  readonly storeBias: (bias: Tensor | null, channels: number, form: Form) => number
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

export function targetOf({ out, addend, slope, activation, derivative, second = {} }: Finish, { at }: Pass): Target {
  const place = (buffer: Buffer | null | undefined) => (buffer === null || buffer === undefined ? 0 : at(buffer))
  return {
    result: at(out),
    addend: place(addend),
    factor: place(slope),
    activation,
    slopes: place(derivative),
    curvatures: place(second.curvature),
    product: place(second.product),
    after: place(second.after),
  }
}
