/**
 * @file A program: what an executor does for a batch, as instructions over numbered buffers. A buffer holds values of one size
 * for each image, and is written by one instruction.
 */
import type { ActivationName } from '../architectures/activationNames'
import type { Tensor, Tensor1D, Tensor2D, Tensor3D, Tensor4D } from '../tf'
import type { AttentionShape, Padding, Size } from './network'
import type { FusedNetwork } from './types'

/** The index of its size in the program's `buffers`. */
export type Buffer = number

/** What is done with the value that an instruction computed before it is written. */
export interface Finish {
  readonly out: Buffer
  /** Added. */
  readonly addend: Buffer | null
  /** Multiplied by, after the addition. */
  readonly slope: Buffer | null
  /** Applied in the end; not together with `slope`. */
  readonly activation: ActivationName | null
  /** Where the activation's derivative goes, for the backward pass; null without an activation. */
  readonly derivative: Buffer | null
  /** Only in programs for training; see training/plan.ts. */
  readonly second?: SecondDerivative
}

/** What second derivatives need beside. */
export interface SecondDerivative {
  /** Where the activation's second derivative goes. */
  readonly curvature?: Buffer
  /** Multiplied, in place, by the value before `slope` multiplies that. */
  readonly product?: Buffer
  /** Added after `slope`. */
  readonly after?: Buffer
}

export interface ConvolutionSource {
  readonly x: Buffer
  /** (rows, columns, in / groups, out) of the forward convolution, also where it is transposed. */
  readonly filter: Tensor4D
  readonly stride: number
  /** Of what the forward convolution reads. */
  readonly padding: Padding
  readonly groups: number
  readonly dilation: number
  /** From the gradient at what the convolution gave to that at what it was given. */
  readonly isTransposed: boolean
  /** Taken from the pixels, not from the zeros around them; by channel. */
  readonly mean: readonly number[] | null
}

/** The sum of one or two convolutions and the shift; dense layers are convolutions of size 1. */
export interface ConvolutionInstruction extends Finish {
  readonly kind: 'convolution'
  readonly sources: readonly ConvolutionSource[]
  /** (out) */
  readonly shift: Tensor1D | null
}

/** x * scale + shift. */
export interface PointwiseInstruction extends Finish {
  readonly kind: 'pointwise'
  readonly x: Buffer
  /** (channels) */
  readonly scale: Tensor1D | null
  /** (channels) or (height, width, channels) */
  readonly shift: Tensor | null
}

/** Logits: the mean over pixels, through a dense layer. */
export interface HeadInstruction {
  readonly kind: 'head'
  readonly x: Buffer
  /** (in, out) */
  readonly weight: Tensor2D
  /** (out) */
  readonly bias: Tensor1D | null
  readonly out: Buffer
}

export interface LayerNormInstruction {
  readonly kind: 'layerNorm'
  readonly x: Buffer
  readonly epsilon: number
  readonly out: Buffer
  /** By what each row was multiplied: (height, width, 1). */
  readonly scales: Buffer
}

/** `bias` (heads, tokens, tokens) or null; see the layer. */
export interface AttentionInstruction extends AttentionShape {
  readonly kind: 'attention'
  readonly qkv: Buffer
  readonly bias: Tensor3D | null
  readonly out: Buffer
  /** The logarithm of the sum of the exponentials of each query's scores: (height, width, heads). */
  readonly logSums: Buffer
}

export interface MaxPoolInstruction {
  readonly kind: 'maxPool'
  readonly x: Buffer
  readonly size: number
  readonly stride: number
  readonly padding: Padding
  readonly out: Buffer
}

export interface AveragePoolInstruction {
  readonly kind: 'averagePool'
  readonly x: Buffer
  readonly size: readonly [rows: number, columns: number]
  readonly stride: number
  readonly padding: Padding
  readonly countsPadding: boolean
  readonly out: Buffer
}

/** Row i of the result is row rows[i] of x, or zeros where that is -1; plus `fill` (rows, rowLength). */
export interface GatherInstruction extends Finish {
  readonly kind: 'gather'
  readonly x: Buffer
  readonly rows: Int32Array
  readonly rowLength: number
  readonly fill: Tensor2D | null
}

/** From `dy`, the gradient at what `of` gave, to that at what it was given. */
interface Back<Kind extends string, Of> extends Finish {
  readonly kind: Kind
  readonly dy: Buffer
  readonly of: Of
}

export type HeadBack = Back<'headBack', HeadInstruction>
/** Reads what the norm gave, and `scales`. */
export type LayerNormBack = Back<'layerNormBack', LayerNormInstruction>
/** Reads `qkv`, what tokens saw, and `logSums`. */
export type AttentionBack = Back<'attentionBack', AttentionInstruction>
/** Reads what the pool was given. To the first of the largest. */
export type MaxPoolBack = Back<'maxPoolBack', MaxPoolInstruction>
export type AveragePoolBack = Back<'averagePoolBack', AveragePoolInstruction>

export type ForwardInstruction =
  | ConvolutionInstruction
  | PointwiseInstruction
  | HeadInstruction
  | LayerNormInstruction
  | AttentionInstruction
  | MaxPoolInstruction
  | AveragePoolInstruction
  | GatherInstruction

export type BackInstruction =
  | ConvolutionInstruction
  | PointwiseInstruction
  | GatherInstruction
  | HeadBack
  | LayerNormBack
  | AttentionBack
  | MaxPoolBack
  | AveragePoolBack

export type Instruction = ForwardInstruction | BackInstruction

export interface Program {
  readonly buffers: readonly Size[]
  readonly pixels: Buffer
  readonly logits: Buffer
  /** Given before the backward pass. */
  readonly atLogits: Buffer
  readonly atPixels: Buffer
  readonly forward: readonly ForwardInstruction[]
  readonly backward: readonly BackInstruction[]
}

/**
 * Null where a kernel is lacking, or does not suit a layer's shape. It is called in tf.tidy, with its backend in use, and
 * copies or keeps the program's tensors that it needs.
 */
export type Executor = (program: Program) => FusedNetwork | null
