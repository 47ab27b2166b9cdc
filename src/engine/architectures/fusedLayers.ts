/** @file Layers as the kernels of backend/webgpuKernels compute them, forward and backward. */
import { type ConvolutionInputs, fusedConvolution, packFilter, type Source } from '../backend/webgpuKernels/convolution'
import * as tf from '../tf'

/** What comes after a convolution linearly, such as batch norm, is folded into it. */
export interface Convolution {
  /** (side, side, in, out) */
  readonly filter: tf.Tensor4D
  /** (out) */
  readonly shift: tf.Tensor1D
  readonly stride: 1 | 2
  readonly padding: number
}

/** A convolution as the kernel reads it, forward and backward. A type, not an interface: tf.tidy takes only types that may be indexed. */
export type Packed = {
  readonly side: number
  readonly stride: 1 | 2
  readonly padding: number
  readonly into: number
  readonly out: number
  readonly shift: tf.Tensor1D
  readonly filter: tf.Tensor
  readonly filterBack: tf.Tensor
}

export function pack({ filter, shift, stride, padding }: Convolution): Packed {
  const [side, , into, out] = filter.shape
  const filterBack = packFilter(tf.transpose(filter, [0, 1, 3, 2]))
  return { side, stride, padding, into, out, shift: tf.clone(shift), filter: packFilter(filter), filterBack }
}

export type Part = { readonly conv: Packed; readonly x: tf.Tensor4D; readonly mean?: readonly number[] }

const sourceOf = ({ conv, x, mean }: Part, isTransposed: boolean): Source => ({
  height: x.shape[1],
  width: x.shape[2],
  channels: x.shape[3],
  filterSide: conv.side,
  stride: conv.stride,
  padding: conv.padding,
  isTransposed,
  mean: mean ?? null,
})

/** The sum of convolutions that give images of one size: its activation, and that one's derivative. */
export function convolve(parts: readonly Part[], rest: Pick<ConvolutionInputs, 'shift' | 'addend' | 'activation'>) {
  const { conv, x } = parts[0] as Part
  const side = (before: number) => Math.floor((before + 2 * conv.padding - conv.side) / conv.stride) + 1
  return fusedConvolution({
    sources: parts.map((part) => ({ ...sourceOf(part, false), x: part.x, filter: part.conv.filter })),
    size: [side(x.shape[1]), side(x.shape[2]), conv.out],
    ...rest,
  })
}

/** The sum of the gradients at what these convolutions were given, from those at what they gave. */
export function convolveBack(
  parts: readonly Part[],
  [, height, width, channels]: readonly [number, number, number, number],
  rest: Pick<ConvolutionInputs, 'addend' | 'slope'>,
): tf.Tensor4D {
  const [result] = fusedConvolution({
    sources: parts.map((part) => ({ ...sourceOf(part, true), x: part.x, filter: part.conv.filterBack })),
    size: [height, width, channels],
    ...rest,
  })
  return result as tf.Tensor4D
}
