/** @file The forward pass of a plain sequence of layers. */
import type { Value } from '../../fused/network'
import * as tf from '../../tf'
import { ACTIVATIONS } from '../activations'
import {
  applyConvolution,
  bareConvolution,
  batchNorm,
  convolution,
  type PreparedConvolution,
} from '../layers/convolution'
import { applyDense, dense, denseOfFlattened, type PreparedDense } from '../layers/dense'
import type { PreparedNorm } from '../layers/layerNorm'
import { parameterReader, type ReadParameter } from '../layers/parameterReader'
import type { Architecture } from '../types'
import { imageChannels, sequentialDescription } from './description'
import { type ConvolutionStep, readGeometry, type SequentialLayer, type SequentialSettings } from './settings'

/** By the layers' names. */
export type PreparedSequential = Readonly<Record<string, PreparedConvolution | PreparedDense | PreparedNorm>>

export const sequential: Architecture<SequentialSettings, PreparedSequential> = {
  ...sequentialDescription,

  prepare(parameters, settings) {
    const { layers } = settings
    const read = parameterReader(parameters)
    const prepared: Record<string, PreparedSequential[string]> = {}
    let channels = imageChannels(settings)
    for (const [index, layer] of layers.entries()) {
      if ('name' in layer) prepared[layer.name] = prepareLayer(read, layer, flattens(layers, index) ? channels : null)
      if (layer.type === 'convolution') channels = layer.out
    }
    return prepared
  },

  logits(prepared, settings, normalised) {
    const { layers, activation } = settings
    const steps = (readGeometry(settings.geometry) ?? []).values()
    const pooled = (of: tf.Tensor): tf.Tensor4D =>
      (pool === null ? of : tf.maxPool(of as tf.Tensor4D, pool, pool, 0)) as tf.Tensor4D
    let pool: number | null = null
    let x: tf.Tensor = normalised
    for (const layer of layers) {
      if (layer.type === 'activation') x = ACTIVATIONS[activation](x)
      else if (layer.type === 'flatten') x = tf.reshape(pooled(x), [x.shape[0] as number, -1])
      else if (layer.type === 'mean') x = tf.mean(pooled(x), [1, 2])
      else if (layer.type === 'dense') x = applyDense(prepared[layer.name] as PreparedDense, x as tf.Tensor2D)
      else if (layer.type === 'batch-norm') {
        const { scale, shift } = prepared[layer.name] as PreparedNorm
        x = tf.add(tf.mul(x, scale), shift)
      } else {
        const { stride, padding, pool: next } = steps.next().value as ConvolutionStep
        x = applyConvolution(pooled(x), prepared[layer.name] as PreparedConvolution, stride, padding)
        pool = next
      }
    }
    return x as tf.Tensor2D
  },

  build(prepared, settings, network) {
    const steps = (readGeometry(settings.geometry) ?? []).values()
    let pool: number | null = null
    const pooled = (of: Value) => (pool === null ? of : network.maxPool(of, { size: pool, stride: pool }))
    let x = network.pixels
    for (const layer of settings.layers) {
      if (layer.type === 'activation') x = network.activation(x, settings.activation)
      else if (layer.type === 'flatten') x = network.flatten(pooled(x))
      else if (layer.type === 'mean') x = network.globalAverage(pooled(x))
      else if (layer.type === 'dense') x = network.dense(x, prepared[layer.name] as PreparedDense)
      else if (layer.type === 'batch-norm') x = network.affine(x, prepared[layer.name] as PreparedNorm)
      else {
        const { stride, padding, pool: next } = steps.next().value as ConvolutionStep
        const { filter, shift } = prepared[layer.name] as PreparedConvolution
        x = network.convolution(pooled(x), { filter, shift, stride, padding })
        pool = next
      }
    }
    return x
  },
}

type NamedLayer = Extract<SequentialLayer, { name: string }>

/** Whether the layer is the first dense one after flattening. */
function flattens(layers: readonly SequentialLayer[], index: number): boolean {
  const before = layers.slice(0, index)
  return before.findLastIndex(({ type }) => type === 'flatten') > before.findLastIndex(({ type }) => type === 'dense')
}

function prepareLayer(read: ReadParameter, layer: NamedLayer, flattened: number | null) {
  if (layer.type === 'batch-norm') return batchNorm(read, layer.name)
  if (layer.type === 'convolution') {
    return layer.bias ? convolution(read, layer.name, null) : bareConvolution(read, layer.name)
  }
  if (flattened === null) return dense(read, layer.name, layer.bias)
  return denseOfFlattened(read, layer.name, Math.sqrt(layer.into / flattened), layer.bias)
}
