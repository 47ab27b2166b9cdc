/**
 * @file Replaces convolution and its two gradients in tfjs's wasm backend by the kernels of this folder, for training,
 * which uses tfjs's ops.
 */
import * as tf from '../../tf'
import type { Kernels } from './kernels'
import { kernelsInUse } from './loadKernels'
import { type OneOff, runOnce } from './oneOff'
import { filterMatrices, packedLength, packedOf, packingOperation } from './operations/arranging'
import { convolutionOperations, type TapSource } from './operations/convolution'
import { filterGradientOperations } from './operations/filterGradient'
import { replaceWasmKernel } from './replaceKernel'

interface ConvAttributes {
  readonly strides: number | [number, number]
  readonly pad: 'valid' | 'same' | number | tf.backend_util.ExplicitPadding
  readonly dataFormat: 'NHWC' | 'NCHW'
  readonly dilations?: number | [number, number]
  readonly dimRoundingMode?: 'floor' | 'round' | 'ceil'
}

type Shape4D = [number, number, number, number]
type Info = tf.backend_util.Conv2DInfo

/** Null if the kernels do not support it: channels first, or different strides for rows and columns. */
function infoOf(inShape: number[], filterShape: number[], attributes: ConvAttributes): Info | null {
  const { strides, pad, dataFormat, dilations = 1, dimRoundingMode } = attributes
  if (dataFormat !== 'NHWC') return null
  const info = tf.backend_util.computeConv2DInfo(
    inShape as Shape4D,
    filterShape as Shape4D,
    strides,
    dilations,
    pad,
    dimRoundingMode,
  )
  const isEven = info.strideHeight === info.strideWidth && info.dilationHeight === info.dilationWidth
  return isEven && info.inChannels === filterShape[2] ? info : null
}

const filterOf = (info: Info) => ({
  rows: info.filterHeight,
  columns: info.filterWidth,
  groups: 1,
  inChannels: info.inChannels,
  outChannels: info.outChannels,
})
const inSize = (info: Info) => [info.inHeight, info.inWidth, info.inChannels] as const
const outSize = (info: Info) => [info.outHeight, info.outWidth, info.outChannels] as const

/** The convolution of images or, transposed, its input gradient. */
function convolve(info: Info, x: tf.TensorInfo, filter: tf.TensorInfo, isTransposed: boolean): OneOff {
  const shape = filterOf(info)
  const matrices = filterMatrices(0, shape, isTransposed)
  const [from, to] = isTransposed ? [outSize(info), inSize(info)] : [inSize(info), outSize(info)]
  return {
    inputs: [x, filter],
    outShape: [info.batchSize, ...to],
    channels: Math.max(info.inChannels, info.outChannels),
    temporaries: [packedLength(matrices)],
    operations({ inputs, temporaries, result, zeros }) {
      const [values, filterAt] = inputs as [number, number]
      const [weights] = temporaries as [number]
      const source: TapSource = {
        ...{ values, weights, packed: packedOf(matrices), size: from, filter: shape, isTransposed },
        ...{ stride: info.strideHeight, dilation: info.dilationHeight },
        padding: [info.padInfo.top, info.padInfo.left],
      }
      return [
        packingOperation(filterMatrices(filterAt, shape, isTransposed), weights),
        ...convolutionOperations(
          { images: info.batchSize, size: to, form: 'wide', sources: [source], bias: zeros, zeros },
          { result },
        ),
      ]
    },
  }
}

function filterGradient(info: Info, x: tf.TensorInfo, dy: tf.TensorInfo): OneOff {
  const filter = filterOf(info)
  const shape = {
    ...{ images: info.batchSize, size: inSize(info), outSize: outSize(info), filter, stride: info.strideHeight },
    padding: [info.padInfo.top, info.padInfo.left] as const,
  }
  return {
    inputs: [x, dy],
    outShape: [filter.rows, filter.columns, filter.inChannels, filter.outChannels],
    channels: info.outChannels,
    temporaries: [],
    operations({ inputs, result }) {
      const [values, gradient] = inputs as [number, number]
      return filterGradientOperations(shape, { values, gradient }, result)
    },
  }
}

/** What a kernel of tfjs is called with. */
type Call = Parameters<tf.KernelFunc>[0]

/**
 * Runs what `describe` returns by the kernels; without kernels, or if it returns null, runs the previous
 * implementation.
 */
function takeOver(kernelName: string, describe: (call: Call, attributes: ConvAttributes) => OneOff | null): void {
  const before = tf.getKernel(kernelName, 'wasm')
  if (before === undefined) throw new Error(`tfjs has no ${kernelName} on wasm any more.`)
  replaceWasmKernel(
    kernelName,
    (call) => {
      const kernels: Kernels | null = kernelsInUse()
      const oneOff = kernels && describe(call, call.attrs as unknown as ConvAttributes)
      return kernels && oneOff ? runOnce(kernels, call.backend, oneOff) : before.kernelFunc(call)
    },
    before.setupFunc,
  )
}

let isInstalled = false

/**
 * Call it after other replacements of these kernels. May run before the backend starts; has no effect if it has run.
 */
export function installWasmConvolutions(): void {
  if (isInstalled) return
  takeOver('Conv2D', ({ inputs }, attributes) => {
    const { x, filter } = inputs as { x: tf.TensorInfo; filter: tf.TensorInfo }
    const info = infoOf(x.shape, filter.shape, attributes)
    return info && convolve(info, x, filter, false)
  })
  takeOver('Conv2DBackpropInput', ({ inputs, attrs }, attributes) => {
    const { dy, filter } = inputs as { dy: tf.TensorInfo; filter: tf.TensorInfo }
    const { inputShape } = attrs as unknown as { inputShape: Shape4D }
    const info = infoOf(inputShape, filter.shape, attributes)
    return info && convolve(info, dy, filter, true)
  })
  takeOver('Conv2DBackpropFilter', ({ inputs, attrs }, attributes) => {
    const { x, dy } = inputs as { x: tf.TensorInfo; dy: tf.TensorInfo }
    const { filterShape } = attrs as unknown as { filterShape: Shape4D }
    const info = infoOf(x.shape, filterShape, attributes)
    return info && info.dilationHeight === 1 ? filterGradient(info, x, dy) : null
  })
  isInstalled = true
}
