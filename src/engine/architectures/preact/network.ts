/**
 * @file The forward pass of a ResNet whose blocks begin with batch norm and activation; batch norm has frozen
 * statistics.
 */
import type { Value } from '../../fused/network'
import * as tf from '../../tf'
import { ACTIVATIONS } from '../activations'
import {
  applyBatchNorm,
  applyConvolution,
  bareConvolution,
  batchNorm,
  type ConvolutionPadding,
  convolution,
  type PreparedConvolution,
} from '../layers/convolution'
import { applyDense, dense, type PreparedDense } from '../layers/dense'
import type { PreparedNorm } from '../layers/layerNorm'
import { parameterReader, type ReadParameter } from '../layers/parameterReader'
import type { Architecture } from '../types'
import { type PreActBlock, type PreActLayer, preActBlocks, preActDescription } from './description'
import { PREACT_SPELLINGS, type PreActSettings } from './settings'

/** A type, not an interface, because tf.tidy accepts only indexable types. */
type PreparedBlock = {
  /** Before the first convolution; those between convolutions are folded into them. */
  readonly norm: PreparedNorm
  readonly convolutions: readonly PreparedConvolution[]
  readonly shortcut: PreparedConvolution | null
}

export interface PreparedPreAct {
  readonly stem: PreparedConvolution
  readonly blocks: readonly PreparedBlock[]
  readonly norm: PreparedNorm | null
  readonly head: PreparedDense
}

export const preact: Architecture<PreActSettings, PreparedPreAct> = {
  ...preActDescription,

  prepare(parameters, settings) {
    const read = parameterReader(parameters, PREACT_SPELLINGS[settings.names])
    return {
      stem: bareConvolution(read, 'conv1'),
      blocks: [...preActBlocks(settings)].map((block) => prepareBlock(read, block)),
      norm: settings.final_norm ? batchNorm(read, 'bn') : null,
      head: dense(read, 'linear', settings.head_bias),
    }
  },

  logits({ stem, blocks, norm, head }, settings, normalised) {
    const activation = ACTIVATIONS[settings.activation]
    let x = applyConvolution(normalised, stem, 1, 1)
    for (const [i, { layers, shortcut }] of [...preActBlocks(settings)].entries()) {
      const block = blocks[i] as PreparedBlock
      const activated = activation(applyBatchNorm(block.norm, x))
      if (shortcut !== null) {
        const from = settings.shortcut_from === 'activated' ? activated : x
        const across = block.shortcut as PreparedConvolution
        x = applyConvolution(from, across, shortcut.stride, paddingOf(shortcut, settings))
      }
      let inner = activated
      for (const [j, layer] of layers.entries()) {
        const given = j === 0 ? inner : activation(inner)
        inner = applyConvolution(
          given,
          block.convolutions[j] as PreparedConvolution,
          layer.stride,
          paddingOf(layer, settings),
        )
      }
      x = tf.add(x, inner)
    }
    if (norm !== null) x = activation(applyBatchNorm(norm, x))
    return applyDense(head, tf.mean<tf.Tensor2D>(x, [1, 2]))
  },

  build({ stem, blocks, norm, head }, settings, network) {
    const activated = (of: Value) => network.activation(of, settings.activation)
    const apply = (of: Value, convolution: PreparedConvolution, layer: Pick<PreActLayer, 'shape' | 'stride'>) =>
      network.convolution(of, { ...convolution, stride: layer.stride, padding: paddingOf(layer, settings) })
    let x = network.convolution(network.pixels, { ...stem, padding: 1 })
    for (const [i, { layers, shortcut }] of [...preActBlocks(settings)].entries()) {
      const block = blocks[i] as PreparedBlock
      let inner = activated(network.affine(x, block.norm))
      if (shortcut !== null) {
        const from = settings.shortcut_from === 'activated' ? inner : x
        x = apply(from, block.shortcut as PreparedConvolution, shortcut)
      }
      for (const [j, layer] of layers.entries()) {
        inner = apply(j === 0 ? inner : activated(inner), block.convolutions[j] as PreparedConvolution, layer)
      }
      x = network.add(x, inner)
    }
    if (norm !== null) x = activated(network.affine(x, norm))
    return network.dense(network.globalAverage(x), head)
  },
}

function paddingOf(
  { shape, stride }: Pick<PreActLayer, 'shape' | 'stride'>,
  { padding }: PreActSettings,
): ConvolutionPadding {
  if (shape[2] === 1) return 0
  return stride === 2 && padding === 'end' ? { before: 0, after: 1 } : 1
}

function prepareBlock(read: ReadParameter, { layers, shortcut }: PreActBlock): PreparedBlock {
  const [first] = layers as [PreActLayer]
  return {
    norm: batchNorm(read, first.norm),
    convolutions: layers.map(({ name }, i) => {
      const next = layers[i + 1]
      return next === undefined ? bareConvolution(read, name) : convolution(read, name, next.norm)
    }),
    shortcut: shortcut === null ? null : bareConvolution(read, shortcut.name),
  }
}
