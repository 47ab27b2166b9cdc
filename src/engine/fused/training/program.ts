/** @file Programs for training: the passes after which the gradients at a network's parameters are there. */
import type { Tensor, Tensor2D, Tensor4D } from '../../tf'
import type { Buffer, ConvolutionSource, Instruction } from '../instructions'
import type { Size } from '../network'

/** Of a convolution's filter: from what the convolution was given, and the gradient `dy` at what it gave. */
export interface FilterGradient {
  readonly kind: 'filterGradient'
  /** Of the forward pass; `x` may be another buffer than the source's. */
  readonly source: ConvolutionSource
  readonly x: Buffer
  readonly dy: Buffer
  /** Whether it is added to what an instruction before it wrote. */
  readonly isAdded: boolean
}

export interface ShiftGradient {
  readonly kind: 'shiftGradient'
  /** (channels) */
  readonly shift: Tensor
  readonly dy: Buffer
}

/** Of the weight of the dense layer after the mean over pixels. */
export interface HeadGradient {
  readonly kind: 'headGradient'
  /** (in, out) */
  readonly weight: Tensor2D
  readonly x: Buffer
  readonly dy: Buffer
  readonly isAdded: boolean
}

export type GradientInstruction = FilterGradient | ShiftGradient | HeadGradient
export type TrainingInstruction = Instruction | GradientInstruction

/**
 * `forward` gives the logits. From there `pixels` goes back to the pixels, and `gradients` to the parameters, from where
 * `pixelsToo` goes on to the pixels.
 *
 * Derivatives of the input gradient begin with `backward`, which goes to the pixels and keeps what `tangent` needs. That
 * carries a direction at the pixels forward: it gives the derivative of the logits along it. What depends on the
 * parameters then is the logits and their derivative: `bentGradients` takes the gradient at the logits, beside that at
 * the derivative, which `backward` was given, to the parameters, and `bentPixels` to the pixels.
 */
export type PhaseName =
  | 'forward'
  | 'pixels'
  | 'gradients'
  | 'pixelsToo'
  | 'backward'
  | 'tangent'
  | 'bentGradients'
  | 'bentPixels'

export interface Phase {
  readonly name: PhaseName
  /** What must have run before it, and nothing else after that: its memory is used again. Null: nothing. */
  readonly after: PhaseName | null
  /** Where what is given before it goes; null: nothing is given. */
  readonly given: Buffer | null
  /** Where its result is; null: gradients at the parameters. */
  readonly result: Buffer | null
  readonly instructions: readonly TrainingInstruction[]
}

export interface TrainingProgram {
  readonly buffers: readonly Size[]
  /** Of the network as it was planned first; later ones have the same shapes. */
  readonly parameters: readonly Tensor[]
  /** Each phase comes after the one that it needs. */
  readonly phases: readonly Phase[]
}

/** Runs phases on the kernels of a backend. Owns its memory. */
export interface TrainingExecutor {
  /** A number that changes when anything else uses the memory in which phases leave their results. */
  readonly memoryState: number
  load(parameters: readonly Tensor[]): void
  /** What is given and what results are (N, ...), as the program's buffers. */
  run(phase: PhaseName, images: number, given: Tensor | null): void
  result(phase: PhaseName, images: number): Tensor2D | Tensor4D
  /** Of the parameter of this index. */
  gradient(parameter: number): Tensor
  /** Of the memory in which it computes, with so many images. */
  bytesOf(images: number): number
  dispose(): void
}
