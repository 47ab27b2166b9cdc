/** @file Convolutions and dense layers. */
import { fusedConvolution } from '../../backend/webgpuKernels/convolution'
import { packFilter } from '../../backend/webgpuKernels/packFilter'
import { packVector } from '../../backend/webgpuKernels/vectors'
import type { ConvolutionInstruction, ConvolutionSource } from '../instructions'
import { finishOf, type Preparation, type Prepare } from './run'

export const prepareConvolution: Prepare<ConvolutionInstruction> = (instruction, preparation) => {
  const sources = instruction.sources.map((source) => [source.x, prepareSource(source, preparation)] as const)
  const size = preparation.sizeOf(instruction.out)
  const shift = instruction.shift && preparation.keep(packVector(instruction.shift))
  return (tensorOf) =>
    fusedConvolution({
      sources: sources.map(([x, source]) => ({ ...source, x: tensorOf(x) })),
      size,
      shift,
      ...finishOf(instruction, tensorOf),
    })
}

function prepareSource(source: ConvolutionSource, { sizeOf, keep }: Preparation) {
  const { x, stride, dilation, padding, isTransposed, mean, groups } = source
  const [height, width, channels] = sizeOf(x)
  const { filter, filterSize, grouping } = packFilter(source.filter, groups, isTransposed)
  const places = { stride, dilation, padding: [padding.top, padding.left] as const }
  return { height, width, channels, filterSize, ...places, isTransposed, mean, grouping, filter: keep(filter) }
}
