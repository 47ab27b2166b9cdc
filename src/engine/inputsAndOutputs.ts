/** @file What stands around a network: the channels that it takes of the page's RGB pixels, and logits of its outputs. */
import type { Manifest } from './checkpoints/manifest'
import type { NetworkBuilder } from './fused/networkBuilder'
import * as tf from './tf'

type Described = Pick<Manifest, 'input' | 'outputs'>
/** Of numbers or tensors, one a channel. */
interface Normalisation {
  readonly mean: tf.TensorLike | tf.Tensor
  readonly std: tf.TensorLike | tf.Tensor
}

/** ITU-R 601 luma, as Pillow's mode "L" and torchvision's Grayscale have it; a grey image's is its grey. */
const LUMA = [0.299, 0.587, 0.114]

/** Smallest probability of which the logarithm is taken: float32's smallest normal number. */
const LEAST_PROBABILITY = 2 ** -126

/** A model's normalisation as one of RGB pixels: of a grey model, the same for each channel. */
export function rgbNormalisation({ channels, channelOrder, mean, std }: Described['input']) {
  const asRgb = (values: readonly number[]): readonly number[] =>
    channels === 1 ? [0, 1, 2].map(() => values[0] as number) : channelOrder === 'bgr' ? values.toReversed() : values
  return { mean: asRgb(mean), std: asRgb(std) }
}

/** Has a network of a builder take what it does of the page's RGB pixels, which `rgbNormalisation` normalises. */
export function takePixels(network: NetworkBuilder, { input }: Pick<Described, 'input'>): void {
  const weight = CHANNEL_WEIGHTS[channelsOf(input)]
  if (weight !== null) network.pixels = network.dense(network.images, { weight: tf.tensor2d(weight), bias: null })
}

/**
 * From a network of normalised images (N, height, width, channels) to logits (N, classes) of RGB pixels (N, height,
 * width, 3) in [0, 1]. As differentiable as the network is.
 */
export const onPixels =
  ({ input, outputs }: Described, { mean, std }: Normalisation, network: (normalised: tf.Tensor4D) => tf.Tensor2D) =>
  (pixels: tf.Tensor4D): tf.Tensor2D => {
    const taken = CHANNELS[channelsOf(input)](pixels)
    const out = network(tf.div(tf.sub(taken, mean), std))
    // Up to a constant of each image, which no loss here depends on.
    return outputs === 'probabilities' ? tf.log(tf.maximum(out, LEAST_PROBABILITY)) : out
  }

const CHANNEL_WEIGHTS = {
  rgb: null,
  bgr: [
    [0, 0, 1],
    [0, 1, 0],
    [1, 0, 0],
  ],
  grey: LUMA.map((share) => [share]),
}

const channelsOf = ({ channels, channelOrder = 'rgb' }: Described['input']) => (channels === 1 ? 'grey' : channelOrder)

const CHANNELS: Readonly<Record<ReturnType<typeof channelsOf>, (pixels: tf.Tensor4D) => tf.Tensor4D>> = {
  rgb: (pixels) => pixels,
  bgr: (pixels) => tf.reverse(pixels, 3),
  grey: (pixels) => tf.sum(tf.mul(pixels, LUMA), 3, true),
}
