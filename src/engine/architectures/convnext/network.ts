/** @file The forward pass of a ConvNeXt. Tokens form a grid of (N * height * width, channels). */
import type { Value } from '../../fused/network'
import * as tf from '../../tf'
import { ACTIVATIONS } from '../activations'
import { applyDense, dense, type PreparedDense } from '../layers/dense'
import { applyLayerNorm, foldNorm, layerNorm, type PreparedNorm, standardise } from '../layers/layerNorm'
import { parameterReader, type ReadParameter } from '../layers/parameterReader'
import { applyToPatches, denseOfPatches } from '../layers/patches'
import type { Architecture } from '../types'
import { convNextDescription } from './description'
import { CONVNEXT_SPELLINGS, type ConvNextSettings } from './settings'

/** Layer norm's scale and shift are folded into the following dense layer, layer scale into the preceding one. */
type PreparedBlock = {
  readonly depthwise: { readonly filter: tf.Tensor4D; readonly bias: tf.Tensor1D }
  readonly fc1: PreparedDense
  readonly responseNorm: PreparedNorm | null
  readonly fc2: PreparedDense
}

export interface PreparedConvNext {
  readonly stem: PreparedDense
  readonly stemNorm: PreparedNorm
  /** The layer norm and convolution that halve the grid; absent before the first stage. */
  readonly downsamples: readonly { readonly norm: PreparedNorm; readonly layer: PreparedDense }[]
  readonly stages: readonly (readonly PreparedBlock[])[]
  readonly head: PreparedDense
}

export const convNext: Architecture<ConvNextSettings, PreparedConvNext> = {
  ...convNextDescription,

  prepare(parameters, settings) {
    const { depths, head_norm } = settings
    const read = parameterReader(parameters, CONVNEXT_SPELLINGS[settings.names])
    return {
      stem: denseOfPatches(read, 'stem.0'),
      stemNorm: layerNorm(read, 'stem.1'),
      downsamples: depths.slice(1).map((_, before) => ({
        norm: layerNorm(read, `stages.${before + 1}.downsample.0`),
        layer: denseOfPatches(read, `stages.${before + 1}.downsample.1`),
      })),
      stages: depths.map((depth, stage) =>
        Array.from({ length: depth }, (_, index) => prepareBlock(read, `stages.${stage}.blocks.${index}`, settings)),
      ),
      head: foldNorm(layerNorm(read, head_norm === 'before-mean' ? 'norm_pre' : 'head.norm'), dense(read, 'head.fc')),
    }
  },

  logits({ stem, stemNorm, downsamples, stages, head }, settings, normalised) {
    const { patch, norm_epsilon: epsilon } = settings
    const [count, height, width] = normalised.shape
    let grid: readonly [number, number] = [height / patch, width / patch]
    const toGrid = (tokens: tf.Tensor2D): tf.Tensor4D => tf.reshape(tokens, [count, ...grid, tokens.shape[1]])
    let x = applyLayerNorm(stemNorm, applyToPatches(stem, normalised, patch), epsilon)
    for (const [stage, blocks] of stages.entries()) {
      const downsample = downsamples[stage - 1]
      if (downsample !== undefined) {
        x = applyToPatches(downsample.layer, toGrid(applyLayerNorm(downsample.norm, x, epsilon)), 2)
        grid = [grid[0] / 2, grid[1] / 2]
      }
      for (const block of blocks) x = tf.add(x, applyBlock(block, toGrid(x), settings))
    }
    const mean = (tokens: tf.Tensor2D): tf.Tensor2D =>
      tf.mean(tf.reshape(tokens, [count, grid[0] * grid[1], tokens.shape[1]]), 1)
    return settings.head_norm === 'before-mean'
      ? applyDense(head, mean(standardise(x, epsilon)))
      : applyDense(head, standardise(mean(x), epsilon))
  },

  build({ stem, stemNorm, downsamples, stages, head }, settings, network) {
    // There is no fused kernel for global response norm.
    if (settings.response_norm) return null
    const { patch, norm_epsilon: epsilon, activation } = settings
    const patches = (x: Value, { weight, bias }: PreparedDense, side: number) => {
      const filter = tf.reshape(weight, [side, side, x.size[2], -1]) as tf.Tensor4D
      return network.convolution(x, { filter, shift: bias, stride: side })
    }
    let x = network.layerNorm(patches(network.pixels, stem, patch), epsilon, stemNorm)
    for (const [stage, blocks] of stages.entries()) {
      const downsample = downsamples[stage - 1]
      if (downsample !== undefined) {
        x = patches(network.layerNorm(x, epsilon, downsample.norm), downsample.layer, 2)
      }
      for (const { depthwise, fc1, fc2 } of blocks) {
        const [side, , channels] = depthwise.filter.shape
        const filter = tf.reshape(depthwise.filter, [side, side, 1, channels]) as tf.Tensor4D
        const spread = network.convolution(x, { filter, shift: depthwise.bias, padding: (side - 1) / 2 })
        const hidden = network.activation(network.dense(network.layerNorm(spread, epsilon), fc1), activation)
        x = network.add(x, network.dense(hidden, fc2))
      }
    }
    const read =
      settings.head_norm === 'before-mean'
        ? network.globalAverage(network.layerNorm(x, epsilon))
        : network.layerNorm(network.globalAverage(x), epsilon)
    return network.dense(read, head)
  },
}

function prepareBlock(read: ReadParameter, name: string, settings: ConvNextSettings): PreparedBlock {
  const depthwise = {
    filter: tf.transpose(read<tf.Tensor4D>(`${name}.conv_dw.weight`), [2, 3, 0, 1]),
    bias: tf.clone(read<tf.Tensor1D>(`${name}.conv_dw.bias`)),
  }
  const layer = settings.mlp === 'convolution' ? denseOfPatches : dense
  const fc1 = foldNorm(layerNorm(read, `${name}.norm`), layer(read, `${name}.mlp.fc1`))
  const flat = (parameter: string): tf.Tensor1D => tf.reshape(read(parameter), [-1])
  const responseNorm = settings.response_norm
    ? { scale: flat(`${name}.mlp.grn.weight`), shift: flat(`${name}.mlp.grn.bias`) }
    : null
  const fc2 = layer(read, `${name}.mlp.fc2`)
  if (!settings.layer_scale) return { depthwise, fc1, responseNorm, fc2 }
  const gamma = flat(`${name}.gamma`)
  return { depthwise, fc1, responseNorm, fc2: { weight: tf.mul(fc2.weight, gamma), bias: tf.mul(fc2.bias, gamma) } }
}

/** The residual of a block: (N, height, width, channels) to (N * height * width, channels). */
function applyBlock(
  { depthwise, fc1, responseNorm, fc2 }: PreparedBlock,
  x: tf.Tensor4D,
  { activation, norm_epsilon }: ConvNextSettings,
): tf.Tensor2D {
  const spread = tf.add(tf.depthwiseConv2d(x, depthwise.filter, 1, 'same'), depthwise.bias)
  const tokens = tf.reshape(spread, [-1, x.shape[3]]) as tf.Tensor2D
  const hidden = ACTIVATIONS[activation](applyDense(fc1, standardise(tokens, norm_epsilon)))
  return applyDense(fc2, responseNorm === null ? hidden : respond(responseNorm, hidden, x.shape[0]))
}

/** The constant of timm and the authors. */
const RESPONSE_EPSILON = 1e-6

/** Global response norm: each channel by its size over the image, relative to the mean of all channels. */
function respond({ scale, shift }: PreparedNorm, x: tf.Tensor2D, count: number): tf.Tensor2D {
  const images = tf.reshape(x, [count, -1, x.shape[1]]) as tf.Tensor3D
  const size = tf.sqrt(tf.sum(tf.square(images), 1, true))
  const relative = tf.div(size, tf.add(tf.mean(size, 2, true), RESPONSE_EPSILON))
  const scaled = tf.add(tf.mul(tf.mul(images, relative), scale), shift)
  return tf.reshape(tf.add(images, scaled), x.shape)
}
