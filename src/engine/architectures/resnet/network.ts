/**
 * @file The forward pass of a ResNet; batch norm has frozen statistics and is folded into the preceding convolution.
 */
import type { Value } from '../../fused/network'
import type { NetworkBuilder } from '../../fused/networkBuilder'
import * as tf from '../../tf'
import { ACTIVATIONS } from '../activations'
import { applyConvolution, convolution, type PreparedConvolution } from '../layers/convolution'
import { applyDense, dense, denseOfFlattened, type PreparedDense } from '../layers/dense'
import { parameterReader } from '../layers/parameterReader'
import type { Architecture } from '../types'
import { resnetDescription } from './description'
import { blockPlaces, type ConvolutionPlace, convolutionPlaces, type ShortcutPlace, STEMS, stemPlaces } from './places'
import { RESNET_SPELLINGS, type ResNetSettings } from './settings'

/** Types, not interfaces, because tf.tidy accepts only indexable types. */
export type PreparedResNet = {
  /** By name. */
  readonly convolutions: Readonly<Record<string, PreparedConvolution>>
  /** Two with a hidden layer. */
  readonly head: readonly PreparedDense[]
}

export const resnet: Architecture<ResNetSettings, PreparedResNet> = {
  ...resnetDescription,

  prepare(parameters, settings) {
    const read = parameterReader(parameters, RESNET_SPELLINGS[settings.names])
    const convolutions: Record<string, PreparedConvolution> = {}
    for (const { name, norm } of convolutionPlaces(settings)) convolutions[name] = convolution(read, name, norm)
    for (const { shortcut } of blockPlaces(settings)) {
      if (shortcut !== null && shortcut.convolution === null) convolutions[shortcut.name] = zeroPadding(shortcut)
    }
    const { hidden } = settings
    const head =
      hidden === undefined
        ? [dense(read, 'fc')]
        : [denseOfFlattened(read, 'linear1', hidden.side), dense(read, 'linear2')]
    return { convolutions, head }
  },

  logits({ convolutions, head }, settings, normalised) {
    const activation = ACTIVATIONS[settings.activation]
    const apply = ({ name, stride, padding }: ConvolutionPlace, x: tf.Tensor4D) =>
      applyConvolution(x, convolutions[name] as PreparedConvolution, stride, padding)
    let x = normalised
    for (const place of stemPlaces(settings)) x = activation(apply(place, x))
    if (STEMS[settings.stem].maxPool) x = tf.maxPool(x, 3, 2, 1)
    for (const block of blockPlaces(settings)) {
      const across = block.shortcut === null ? x : takeAcross(block.shortcut, convolutions, x)
      let inner = x
      for (const [i, place] of block.convolutions.entries()) inner = apply(place, i === 0 ? inner : activation(inner))
      x = activation(tf.add(inner, across))
    }
    const [first, last] = head as [PreparedDense, PreparedDense?]
    if (last === undefined) return applyDense(first, tf.mean<tf.Tensor2D>(x, [1, 2]))
    const flat = tf.reshape(x, [x.shape[0], -1]) as tf.Tensor2D
    return applyDense(last, activation(applyDense(first, flat)))
  },

  build({ convolutions, head }, settings, network) {
    const activated = (x: Value) => network.activation(x, settings.activation)
    const apply = ({ name, stride, padding }: ConvolutionPlace, x: Value) =>
      network.convolution(x, { ...(convolutions[name] as PreparedConvolution), stride, padding })
    let x = network.pixels
    for (const place of stemPlaces(settings)) x = activated(apply(place, x))
    if (STEMS[settings.stem].maxPool) x = network.maxPool(x, { size: 3, stride: 2, padding: 1 })
    for (const block of blockPlaces(settings)) {
      const across = block.shortcut === null ? x : buildAcross(block.shortcut, convolutions, x, network)
      let inner = x
      for (const [i, place] of block.convolutions.entries()) inner = apply(place, i === 0 ? inner : activated(inner))
      x = activated(network.add(inner, across))
    }
    const [first, last] = head as [PreparedDense, PreparedDense?]
    if (last === undefined) return network.dense(network.globalAverage(x), first)
    return network.dense(activated(network.dense(network.flatten(x), first)), last)
  },
}

function takeAcross(
  { name, stride, isPooled, convolution: place }: ShortcutPlace,
  convolutions: PreparedResNet['convolutions'],
  x: tf.Tensor4D,
): tf.Tensor4D {
  // For odd sizes the last pixel is averaged alone, as in timm.
  const from = isPooled ? tf.avgPool(x, 2, 2, 'same') : x
  return applyConvolution(from, convolutions[name] as PreparedConvolution, place?.stride ?? stride, 0)
}

function buildAcross(
  { name, stride, isPooled, convolution: place }: ShortcutPlace,
  convolutions: PreparedResNet['convolutions'],
  x: Value,
  network: NetworkBuilder,
): Value {
  const [height, width] = x.size
  const pool = { size: 2, stride: 2, padding: { top: 0, left: 0, bottom: height % 2, right: width % 2 } }
  const from = isPooled ? network.averagePool(x, { ...pool, countsPadding: false }) : x
  const { filter, shift } = convolutions[name] as PreparedConvolution
  return network.convolution(from, { filter, shift, stride: place?.stride ?? stride })
}

/** Every second pixel with channels of zeros before and after its own (He et al. 2016, option A), as a 1x1 convolution. */
function zeroPadding({ inChannels, outChannels }: ShortcutPlace): PreparedConvolution {
  const before = Math.floor((outChannels - inChannels) / 2)
  const filter = tf.pad(tf.eye(inChannels), [
    [0, 0],
    [before, outChannels - inChannels - before],
  ])
  return { filter: tf.reshape(filter, [1, 1, inChannels, outChannels]), shift: tf.zeros([outChannels]) }
}
