/** @file What a convolution, or a pointwise instruction, takes in of the layers around it. */
import * as tf from '../../tf'
import type { Buffer, ConvolutionInstruction, ConvolutionSource, Finish, PointwiseInstruction } from '../instructions'

/** Not written yet: what comes next may become part of it. */
export type Unwritten = UnwrittenConvolution | UnwrittenPointwise
type UnwrittenConvolution = Omit<ConvolutionInstruction, keyof Finish> & { readonly addend: Buffer | null }
export type UnwrittenPointwise = Omit<PointwiseInstruction, keyof Finish> & { readonly addend: Buffer | null }

/** Channel by channel; null: leaves it alone. */
export interface Affine {
  readonly scale: tf.Tensor1D | null
  readonly shift: tf.Tensor | null
}

const sum = <T extends tf.Tensor>(a: T | null, b: T | null): T | null => (a && b ? tf.add<T>(a, b) : (a ?? b))
const product = <T extends tf.Tensor>(a: T | null, b: tf.Tensor | null): T | null => (a && b ? tf.mul<T>(a, b) : a)

const isSummable = (pending: Unwritten | undefined): pending is UnwrittenConvolution =>
  pending?.kind === 'convolution' &&
  pending.addend === null &&
  pending.sources.length === 1 &&
  pending.sources.every(({ groups }) => groups === 1)

/** The sum of two convolutions as one instruction; null where they are not of that kind. */
export function sumOf(a: Unwritten | undefined, b: Unwritten | undefined): Unwritten | null {
  if (!isSummable(a) || !isSummable(b)) return null
  return { ...a, sources: [...a.sources, ...b.sources], shift: sum(a.shift, b.shift) }
}

/** Followed by an affine map; null where that cannot become part of it. */
export function followedBy(pending: Unwritten, { scale, shift }: Affine): Unwritten | null {
  if (pending.addend !== null) return null
  if (pending.kind === 'pointwise') {
    const scales = scale && pending.scale ? tf.mul<tf.Tensor1D>(scale, pending.scale) : (scale ?? pending.scale)
    return { ...pending, scale: scales, shift: sum(product(pending.shift, scale), shift) }
  }
  if (shift !== null && shift.rank > 1) return null
  const sources = pending.sources.map(
    (source): ConvolutionSource => ({ ...source, filter: product(source.filter, scale) as tf.Tensor4D }),
  )
  return { ...pending, sources, shift: sum(product(pending.shift, scale), shift as tf.Tensor1D | null) }
}

/** The filter and the shift that a convolution without padding, and of one group, has of what an affine map was given. */
export function after(
  { scale, shift }: Affine,
  convolution: { readonly filter: tf.Tensor4D; readonly shift: tf.Tensor1D | null },
) {
  const byIn = (values: tf.Tensor) => tf.reshape(values, [1, 1, -1, 1])
  const brought = shift && (tf.sum(tf.mul(convolution.filter, byIn(shift)), [0, 1, 2]) as tf.Tensor1D)
  return {
    filter: scale ? (tf.mul(convolution.filter, byIn(scale)) as tf.Tensor4D) : convolution.filter,
    shift: sum(convolution.shift, brought),
  }
}
