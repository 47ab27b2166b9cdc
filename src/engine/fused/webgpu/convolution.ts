/** @file Convolutions and dense layers. */
import { fusedConvolution, packFilter, type Source } from '../../backend/webgpuKernels/convolution'
import * as tf from '../../tf'
import type { ConvolutionInstruction, ConvolutionSource } from '../instructions'
import type { Size } from '../network'
import { given, type Prepare } from './run'

export const prepareConvolution: Prepare<ConvolutionInstruction> = (instruction, { sizeOf, keep }) => {
  const { sources, addend, slope, activation, out } = instruction
  const size = sizeOf(out)
  if (!sources.every((source) => isSuited(source, sizeOf(source.x), size))) return null
  const packed = sources.map((source) => ({
    ...sourceOf(source, sizeOf(source.x)),
    filter: keep(packFilter(source.isTransposed ? tf.transpose(source.filter, [0, 1, 3, 2]) : source.filter)),
  }))
  const shift = instruction.shift === null ? {} : { shift: keep(instruction.shift) }
  return (tensorOf) =>
    fusedConvolution({
      sources: packed.map((source, i) => ({ ...source, x: tensorOf((sources[i] as ConvolutionSource).x) })),
      size,
      ...shift,
      ...given('addend', addend, tensorOf),
      ...given('slope', slope, tensorOf),
      ...(activation && { activation }),
    })
}

function isSuited(
  { filter, stride, padding, groups, dilation, isTransposed, mean }: ConvolutionSource,
  x: Size,
  out: Size,
) {
  const [rows, columns] = filter.shape
  const isPixels = (channels: number, isIt: boolean) => isIt && channels === 3
  return (
    rows === columns &&
    stride <= 2 &&
    padding.top === padding.left &&
    groups === 1 &&
    dilation === 1 &&
    (x[2] % 4 === 0 || isPixels(x[2], mean !== null)) &&
    (out[2] % 4 === 0 || isPixels(out[2], isTransposed))
  )
}

const sourceOf = ({ filter, stride, padding, isTransposed, mean }: ConvolutionSource, x: Size): Source => ({
  height: x[0],
  width: x[1],
  channels: x[2],
  filterSide: filter.shape[0],
  stride: stride as 1 | 2,
  padding: padding.top,
  isTransposed,
  mean,
})
