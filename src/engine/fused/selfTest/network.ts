/** @file A small network with each kind of layer that models use, whose results are known. */
import { wave } from '../../backend/selfTest'
import * as tf from '../../tf'
import type { Size, Value } from '../network'
import type { NetworkBuilder } from '../networkBuilder'
import type { Normalisation } from '../types'

export const SIZE: Size = [8, 8, 3]
export const NORMALISATION: Normalisation = { mean: [0.5, 0.45, 0.4], std: [0.25, 0.2, 0.3] }
const IMAGES = 2
const CLASSES = 4

const count = (shape: readonly number[]) => shape.reduce((product, length) => product * length, 1)

/** Values from a formula, so that every run has the same. */
const values = <Shape extends tf.Tensor>(shape: number[], scale: number, phase: number): Shape =>
  tf.tensor(wave(count(shape), scale, phase), shape) as Shape

/** (images, height, width, 3) in [0, 1] */
export const pixels = (): tf.Tensor4D => tf.add(values([IMAGES, ...SIZE], 0.5, 3.6), 0.5)

/** (images, classes): the gradient at the logits. */
export const atLogits = (): tf.Tensor2D => values([IMAGES, CLASSES], 1, 2.2)

/** Convolutions whole, grouped and depthwise, norms, windows of attention, a shortcut, and both kinds of pooling. */
export function buildNetwork(network: NetworkBuilder): Value {
  const filter = (rows: number, inChannels: number, outChannels: number, phase: number) => ({
    filter: values<tf.Tensor4D>([rows, rows, inChannels, outChannels], 0.4, phase),
    shift: values<tf.Tensor1D>([outChannels], 0.3, phase + 1),
  })
  const dense = (inChannels: number, outChannels: number, phase: number) => ({
    weight: values<tf.Tensor2D>([inChannels, outChannels], 0.5, phase),
    bias: values<tf.Tensor1D>([outChannels], 0.3, phase + 1),
  })
  const stem = network.convolution(network.pixels, { ...filter(3, 3, 8, 0.1), padding: 1 })
  const pooled = network.maxPool(network.activation(stem, 'gelu'), { size: 3, stride: 2, padding: 1 })
  const depthwise = network.convolution(pooled, { ...filter(3, 1, 8, 0.2), padding: 1 })
  const normed = network.layerNorm(depthwise, 1e-5, { scale: values([8], 1, 0.3), shift: values([8], 0.2, 0.4) })
  const attended = network.attention(
    network.dense(normed, dense(8, 24, 0.5)),
    { heads: 2, window: [2, 2], shift: [1, 1], masked: -100 },
    values([2, 4, 4], 0.5, 0.6),
  )
  const mixed = network.add(pooled, network.dense(attended, dense(8, 8, 0.7)))
  const grouped = network.activation(network.convolution(mixed, { ...filter(3, 4, 12, 0.8), padding: 1 }), 'relu')
  const averaged = network.averagePool(grouped, { size: 2, stride: 2 })
  const last = network.activation(network.dense(averaged, dense(12, 16, 0.9)), 'silu')
  return network.dense(network.globalAverage(last), dense(16, CLASSES, 1))
}
