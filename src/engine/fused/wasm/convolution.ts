/** @file Convolutions, dense layers, and the head: the mean over pixels and a dense layer after it. */
import {
  type ConvolutionGeometry,
  convolutionOperations,
  type Form,
  formFor,
  type TapSource,
} from '../../backend/wasmKernels/operations/convolution'
import type { FilterShape } from '../../backend/wasmKernels/operations/filters'
import {
  averagePoolBackOperation,
  averagePoolOperation,
  type PoolShape,
} from '../../backend/wasmKernels/operations/pooling'
import { centringOperation, paddedSize } from '../../backend/wasmKernels/operations/rows'
import type * as tf from '../../tf'
import type { ConvolutionInstruction, ConvolutionSource, HeadBack, HeadInstruction } from '../instructions'
import type { Size } from '../network'
import { type Compilation, type Compile, type Pass, targetOf, valuesOf } from './compilation'

export const compileConvolution: Compile<ConvolutionInstruction> = (instruction, compilation) => {
  const { sizeOf, zeros, storeBias } = compilation
  const size = sizeOf(instruction.out)
  const isDepthwise = instruction.sources.length === 1 && instruction.sources.every(isOfSingleChannels)
  const form = formFor(size[2], isDepthwise)
  const sources = instruction.sources.map((source) => compileSource(source, form, compilation))
  const bias = storeBias(instruction.shift, size[2], form)
  return {
    temporaries: sources.map(({ centred }) => (centred === null ? 0 : valuesOf(centred))),
    operations: (pass) => [
      ...sources.flatMap(({ centre }, i) => centre(pass, i)),
      ...convolutionOperations(
        { images: pass.images, size, form, bias, zeros, sources: sources.map(({ source }, i) => source(pass, i)) },
        targetOf(instruction, pass),
      ),
    ],
  }
}

/** As many groups as channels, in and out. */
const isOfSingleChannels = ({ groups, filter: { shape } }: ConvolutionSource) =>
  groups > 1 && shape[2] === 1 && shape[3] === groups

export function filterShape({ filter, groups }: Pick<ConvolutionSource, 'filter' | 'groups'>): FilterShape {
  const [rows, columns, inChannels, outChannels] = filter.shape
  return { rows, columns, groups, inChannels, outChannels: outChannels / groups }
}

function compileSource(source: ConvolutionSource, form: Form, { sizeOf, store, pack }: Compilation) {
  const { x, stride, dilation, padding, isTransposed, mean } = source
  const shape = filterShape(source)
  const { packed, weights } = pack(source.filter, shape, isTransposed, form)
  const size = sizeOf(x)
  const plain: Omit<TapSource, 'values'> = {
    ...{ weights, packed, size, stride, dilation, isTransposed },
    filter: shape,
    padding: [padding.top, padding.left],
  }
  if (mean === null) {
    return { centred: null, centre: () => [], source: ({ at }: Pass): TapSource => ({ ...plain, values: at(x) }) }
  }
  const centred = paddedSize({ size, padding })
  const means = store(Float32Array.from(mean))
  return {
    centred,
    centre: (pass: Pass, index: number) => [
      centringOperation({ pixels: pass.at(x), images: pass.images, size, padding, mean: means }, pass.temporary(index)),
    ],
    source: (pass: Pass, index: number): TapSource => ({
      ...plain,
      ...(dilation === 1 && shape.groups === 1 ? inRuns(plain) : {}),
      values: pass.temporary(index),
      size: centred,
      padding: [0, 0],
    }),
  }
}

/** Pixels with zeros around them: what a row of taps reads lies in one run, and is one tap. */
function inRuns({ packed, filter }: Pick<TapSource, 'packed' | 'filter'>): Pick<TapSource, 'packed' | 'filter'> {
  return { filter: { rows: filter.rows, columns: 1 }, packed: { ...packed, depth: packed.depth * filter.columns } }
}

/** A dense layer from a row of channels to another, of each image. */
function denseOperations(
  pass: Pass,
  layer: Omit<ConvolutionGeometry, 'images' | 'size' | 'sources'> &
    Pick<TapSource, 'values' | 'weights' | 'packed' | 'isTransposed'> & {
      readonly inChannels: number
      readonly outChannels: number
    },
  result: number,
) {
  const { form, bias, zeros, values, weights, packed, isTransposed, inChannels, outChannels } = layer
  const source: TapSource = {
    ...{ values, weights, packed, isTransposed, size: [1, 1, inChannels] },
    ...{ filter: { rows: 1, columns: 1 }, stride: 1, dilation: 1, padding: [0, 0] },
  }
  return convolutionOperations(
    { images: pass.images, size: [1, 1, outChannels], form, bias, zeros, sources: [source] },
    { result },
  )
}

export const wholePool = (images: number, size: Size): PoolShape => ({
  ...{ images, size, outSize: [1, 1, size[2]], side: [size[0], size[1]] },
  ...{ stride: 1, padding: { top: 0, left: 0 } },
})

function packDense(weight: tf.Tensor2D, isTransposed: boolean, form: Form, { pack }: Compilation) {
  const [inChannels, outChannels] = weight.shape
  return pack(weight, { rows: 1, columns: 1, groups: 1, inChannels, outChannels }, isTransposed, form)
}

export const compileHead: Compile<HeadInstruction> = ({ x, weight, bias, out }, compilation) => {
  const { sizeOf, zeros } = compilation
  const size = sizeOf(x)
  const [inChannels, classes] = weight.shape
  const form = formFor(classes, false)
  const { packed, weights } = packDense(weight, false, form, compilation)
  const biasAt = compilation.storeBias(bias, classes, form)
  return {
    temporaries: [inChannels],
    operations: (pass) => [
      averagePoolOperation(pass.at(x), wholePool(pass.images, size), true, { result: pass.temporary(0) }),
      ...denseOperations(
        pass,
        {
          ...{ form, bias: biasAt, zeros, values: pass.temporary(0), weights, packed, isTransposed: false },
          ...{ inChannels, outChannels: classes },
        },
        pass.at(out),
      ),
    ],
  }
}

export const compileHeadBack: Compile<HeadBack> = (instruction, compilation) => {
  const { dy, of } = instruction
  const size = compilation.sizeOf(of.x)
  const [inChannels, classes] = of.weight.shape
  const form = formFor(inChannels, false)
  const { packed, weights } = packDense(of.weight, true, form, compilation)
  const bias = compilation.storeBias(null, inChannels, form)
  return {
    temporaries: [inChannels],
    operations: (pass) => [
      ...denseOperations(
        pass,
        {
          ...{ form, bias, zeros: compilation.zeros, values: pass.at(dy), weights, packed, isTransposed: true },
          ...{ inChannels: classes, outChannels: inChannels },
        },
        pass.temporary(0),
      ),
      averagePoolBackOperation(pass.temporary(0), wholePool(pass.images, size), true, targetOf(instruction, pass)),
    ],
  }
}
