/** @file What a ResNet computes; batch norm has frozen statistics and lies in the convolution before it. */
import * as tf from '../../tf'
import { ACTIVATIONS } from '../activations'
import { applyConvolution, convolution, type PreparedConvolution } from '../layers/convolution'
import { applyDense, dense, denseOfFlattened, type PreparedDense } from '../layers/dense'
import { parameterReader } from '../layers/parameterReader'
import type { Architecture } from '../types'
import { resnetDescription } from './description'
import { blockPlaces, type ConvolutionPlace, convolutionPlaces, type ShortcutPlace, STEMS, stemPlaces } from './places'
import { fuseResNet } from './resnetFused'
import { RESNET_SPELLINGS, type ResNetSettings } from './settings'

/** Types, not interfaces: tf.tidy takes only types that may be indexed. */
export type PreparedResNet = {
  /** By the names of their places. */
  readonly convolutions: Readonly<Record<string, PreparedConvolution>>
  /** Two where there is a hidden layer. */
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

  fuse({ convolutions, head }, settings, normalisation) {
    const [stem, ...deeper] = stemPlaces(settings) as [ConvolutionPlace, ...ConvolutionPlace[]]
    const [last, hidden] = head as [PreparedDense, PreparedDense?]
    const isPlain = settings.block === 'basic' && settings.shortcut !== 'average-pool' && hidden === undefined
    if (!isPlain || deeper.length > 0 || STEMS[settings.stem].maxPool) return null
    const fusedOf = (name: string, stride: number, padding: number) => ({
      ...(convolutions[name] as PreparedConvolution),
      stride: stride as 1 | 2,
      padding,
    })
    const ofPlace = ({ name, stride, padding }: ConvolutionPlace) => fusedOf(name, stride, padding)
    const blocks = [...blockPlaces(settings)].map(({ convolutions: [conv1, conv2], shortcut }) => ({
      conv1: ofPlace(conv1 as ConvolutionPlace),
      conv2: ofPlace(conv2 as ConvolutionPlace),
      shortcut: shortcut === null ? null : fusedOf(shortcut.name, shortcut.stride, 0),
    }))
    return fuseResNet({ stem: ofPlace(stem), blocks, head: last, activation: settings.activation }, normalisation)
  },
}

function takeAcross(
  { name, stride, isPooled, convolution: place }: ShortcutPlace,
  convolutions: PreparedResNet['convolutions'],
  x: tf.Tensor4D,
): tf.Tensor4D {
  // Of an odd side the last pixel is averaged alone, as timm does it.
  const from = isPooled ? tf.avgPool(x, 2, 2, 'same') : x
  return applyConvolution(from, convolutions[name] as PreparedConvolution, place?.stride ?? stride, 0)
}

/** Every second pixel with channels of zeros before and after its own (He et al. 2016, option A), as a 1x1 convolution. */
function zeroPadding({ into, out }: ShortcutPlace): PreparedConvolution {
  const before = Math.floor((out - into) / 2)
  const filter = tf.pad(tf.eye(into), [
    [0, 0],
    [before, out - into - before],
  ])
  return { filter: tf.reshape(filter, [1, 1, into, out]), shift: tf.zeros([out]) }
}
