/**
 * @file Convolution with all that a residual net does around it, in one dispatch. Forward: the shift that batch norm is
 * folded to, the shortcut, which may be a convolution of its own, the activation, and its derivative for the backward pass.
 * Backward: the transposed convolution, the shortcut's gradient, and the derivative of the activation before.
 */
import * as tf from '../../tf'
import { longStrideCode } from './convolutionByLoops'
import { tiledCode } from './convolutionByTiles'
import { type ConvolutionAttributes, isTiled, type Source, tileOf } from './convolutionShape'
import { defineKernel, runKernel, THREADS } from './runShader'
import { type FinishInputs, finishAttributes, finishTensors, outputsOf, quarter } from './vectors'

export const CONVOLUTION = 'FusedConvolution'

/** Threads are ordered by channel first: neighbours read the same values and adjacent weights. */
function workgroupOf(channels: number): [number, number, number] {
  const x = Math.min(quarter(channels), 8)
  return [x, Math.max(Math.floor(THREADS / x), 1), 1]
}

/** For each value of the result. */
const productsOf = ({ filterSize: [rows, columns], grouping, isTransposed, stride }: Source) =>
  (rows * columns * (grouping.isDepthwise ? 1 : 4 * grouping.inChannels)) / (isTransposed ? stride ** 2 : 1)

export const convolutionKernel = defineKernel<ConvolutionAttributes>(CONVOLUTION, (inputs, attributes) => {
  const { height, width, channels } = attributes
  const workgroup = workgroupOf(channels)
  const [rows, columns] = isTiled(attributes.sources) ? tileOf(attributes) : [1, 1]
  const tiles = Math.ceil(height / rows) * Math.ceil(width / columns)
  const count = (inputs.x0 as tf.TensorInfo).shape[0] as number
  return {
    code: () => (isTiled(attributes.sources) ? tiledCode : longStrideCode)(attributes, workgroup),
    workgroups: [Math.ceil(quarter(channels) / workgroup[0]), Math.ceil(tiles / workgroup[1]), count],
    inputs: ['x0', 'w0', 'x1', 'w1', 'shift', 'addend', 'slope'],
    outputs: outputsOf([count, height, width, channels], attributes),
    productsAValue: attributes.sources.reduce((sum, source) => sum + productsOf(source), 0),
  }
})

export interface ConvolutionInputs extends FinishInputs {
  /** Their `filter` and `grouping` are those of `packFilter`. */
  readonly sources: readonly (Source & { readonly x: tf.Tensor4D; readonly filter: tf.Tensor })[]
  /** Of the result (N, height, width, channels), as are `addend` and `slope`. */
  readonly size: readonly [height: number, width: number, channels: number]
  /** (channels), by `packVector`. */
  readonly shift?: tf.Tensor1D | null
}

/** For single pixels, whose arrangement does not matter. */
const isDense = ({ filterSize: [rows, columns], stride, padding: [top, left] }: Source) =>
  rows * columns * stride === 1 && top + left === 0

/**
 * act(sum of the sources' convolutions + shift + addend) and the activation's derivative there; or, without an
 * activation, the sum, times `slope`. All of it in float32, on webgpu alone.
 */
export function fusedConvolution({ sources, size, shift, ...finish }: ConvolutionInputs): tf.Tensor4D[] {
  const [height, width, channels] = size
  const inOneRow = sources.every(isDense)
  const placed = ([down, across]: readonly [number, number]) =>
    inOneRow ? { height: 1, width: down * across } : { height: down, width: across }
  const tensors: Record<string, tf.Tensor> = finishTensors(finish)
  for (const [i, { x, filter }] of sources.entries()) Object.assign(tensors, { [`x${i}`]: x, [`w${i}`]: filter })
  if (shift) tensors.shift = shift
  const attributes: ConvolutionAttributes = {
    sources: sources.map(({ x: _, filter: __, ...source }) => ({
      ...source,
      ...placed([source.height, source.width]),
    })),
    ...placed([height, width]),
    channels,
    hasShift: shift != null,
    ...finishAttributes(finish),
  }
  const results = runKernel(CONVOLUTION, tensors, attributes)
  return results.map((result) => tf.reshape(result, [-1, ...size]))
}
