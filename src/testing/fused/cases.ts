/** @file Small networks that together have every kind of layer in every shape that kernels distinguish. */
import type { ActivationName } from '../../engine/architectures/activationNames'
import type { Value } from '../../engine/fused/network'
import type * as tf from '../../engine/tf'
import { attention, between, CLASSES, convolution, type FusedCase, head } from './fusedCase'

export const FUSED_CASES: readonly FusedCase[] = [
  convolution('3x3', [5, 6], [8, 12], { filter: [3, 3], padding: 1 }),
  convolution('3x3, odd channels', [5, 6], [5, 7], { filter: [3, 3], padding: 1 }),
  convolution('3x3, stride 2', [7, 6], [4, 8], { filter: [3, 3], padding: 1, stride: 2 }),
  convolution('2x2, stride 2', [6, 4], [4, 8], { filter: [2, 2], stride: 2 }),
  convolution('7x7, stride 2', [9, 8], [4, 4], { filter: [7, 7], padding: 3, stride: 2 }),
  convolution('4x4, stride 4', [8, 12], [4, 6], { filter: [4, 4], stride: 4 }),
  convolution('3x3, stride 3, padded', [7, 8], [4, 8], { filter: [3, 3], stride: 3, padding: 1 }),
  convolution('1x3 and dilated', [5, 8], [4, 8], { filter: [1, 3], dilation: 2 }),
  convolution('3x2, dilated, stride 2', [8, 9], [8, 4], { filter: [3, 2], dilation: 2, stride: 2, padding: 1 }),
  convolution('padded at its end', [6, 7], [8, 8], {
    filter: [3, 3],
    stride: 2,
    padding: { top: 0, left: 1, bottom: 1, right: 2 },
  }),
  convolution('two groups of 4', [5, 5], [8, 16], { filter: [3, 3], padding: 1, groups: 2 }),
  convolution('groups of 2, stride 2', [6, 5], [8, 8], { filter: [3, 3], padding: 1, groups: 4, stride: 2 }),
  convolution('groups of 3', [4, 5], [6, 10], { filter: [3, 3], padding: 1, groups: 2 }),
  convolution('depthwise 3x3', [5, 6], [8, 8], { filter: [3, 3], padding: 1, groups: 8 }),
  convolution('depthwise 7x7, odd channels', [8, 7], [6, 6], { filter: [7, 7], padding: 3, groups: 6 }),
  convolution('depthwise 5x5, stride 2', [9, 7], [8, 8], { filter: [5, 5], padding: 2, groups: 8, stride: 2 }),
  convolution('depthwise, dilated', [7, 8], [4, 4], { filter: [3, 3], padding: 2, groups: 4, dilation: 2 }),
  convolution('depthwise with two of each', [5, 4], [4, 8], { filter: [3, 3], padding: 1, groups: 4 }),
  attention('shifted windows', [4, 6], {
    channels: 8,
    heads: 2,
    window: [2, 2],
    shift: [1, 1],
    masked: -100,
    hasBias: true,
  }),
  attention('windows of 7', [7, 14], {
    channels: 8,
    heads: 1,
    window: [7, 7],
    shift: [0, 3],
    masked: -9,
    hasBias: true,
  }),
  attention('global', [7, 10], { channels: 16, heads: 2, hasBias: false }),
  attention('global with a bias, odd heads', [3, 5], { channels: 12, heads: 2, hasBias: true }),
  attention('oblong windows, odd heads', [4, 6], {
    channels: 9,
    heads: 3,
    window: [2, 3],
    shift: [1, 2],
    masked: -2,
    hasBias: false,
  }),
  between('max pooling, 3x3, stride 2', [7, 8], 4, (network, _, x) =>
    network.maxPool(x, { size: 3, stride: 2, padding: 1 }),
  ),
  between('max pooling, 2x2, odd channels', [6, 4], 5, (network, _, x) => network.maxPool(x, { size: 2, stride: 2 })),
  between('max pooling, 3x3, overlapping', [5, 4], 5, (network, _, x) =>
    network.maxPool(x, { size: 3, stride: 1, padding: 1 }),
  ),
  between('average pooling, 2x2', [6, 5], 4, (network, _, x) => network.averagePool(x, { size: 2, stride: 2 })),
  between('average pooling, padded', [6, 5], 5, (network, _, x) =>
    network.averagePool(x, { size: 3, stride: 1, padding: 1 }),
  ),
  between('average pooling, padded, stride 2', [8, 8], 4, (network, _, x) =>
    network.averagePool(x, { size: 3, stride: 2, padding: 1, countsPadding: true }),
  ),
  between('average pooling without its padding', [5, 7], 4, (network, _, x) =>
    network.averagePool(x, {
      size: 2,
      stride: 2,
      padding: { top: 0, left: 0, bottom: 1, right: 1 },
      countsPadding: false,
    }),
  ),
  between('layer norm, 18 channels', [4, 3], 18, (network, parameters, x) =>
    network.layerNorm(x, 1e-5, { scale: parameters.vector(18), shift: parameters.vector(18) }),
  ),
  between('layer norm, odd channels', [3, 4], 7, (network, parameters, x) =>
    network.layerNorm(x, 1e-5, { scale: parameters.vector(7), shift: parameters.vector(7) }),
  ),
  between('layer norm before a padded convolution', [4, 4], 8, (network, parameters, x) => {
    const normed = network.layerNorm(x, 1e-3, { scale: parameters.vector(8), shift: parameters.vector(8) })
    return network.convolution(normed, { ...parameters.filter([3, 3], 8, 8), padding: 1 })
  }),
  between('affine maps around convolutions', [4, 4], 8, (network, parameters, x) => {
    const map = () => ({ scale: parameters.vector(8), shift: parameters.vector(8) })
    const first = network.affine(network.dense(network.affine(x, map()), parameters.dense(8, 8)), map())
    const second = network.affine(network.affine(first, map()), { shift: parameters.vector(8) })
    return network.affine(network.convolution(second, parameters.filter([2, 2], 8, 8)), { scale: parameters.vector(8) })
  }),
  between('a shift per value, and none', [3, 4], 6, (network, parameters, x) =>
    network.affine(network.affine(x, { shift: parameters.of([3, 4, 6]) as tf.Tensor3D }), {}),
  ),
  between('sums', [4, 4], 4, (network, parameters, x) => {
    const [a, b, c] = [1, 2, 3].map(() => network.convolution(x, { ...parameters.filter([3, 3], 4, 4), padding: 1 }))
    const twice = network.add(network.add(a as Value, b as Value), c as Value)
    return network.add(network.activation(network.add(twice, x), 'gelu'), network.add(x, x))
  }),
  between('a value with many users', [4, 4], 8, (network, parameters, x) => {
    const shared = network.dense(x, parameters.dense(8, 8))
    const paths = ['relu', 'gelu', 'softplus'].map((name) => network.activation(shared, name as ActivationName))
    return paths.reduce((sum, path) => network.add(sum, path), shared)
  }),
  between('shortcuts of two strides', [6, 6], 8, (network, parameters, x) => {
    const inner = network.activation(network.convolution(x, { ...parameters.filter([3, 3], 8, 8), padding: 1 }), 'relu')
    const main = network.convolution(inner, { ...parameters.filter([3, 3], 8, 12), padding: 1, stride: 2 })
    return network.add(main, network.convolution(x, { ...parameters.filter([1, 1], 8, 12), stride: 2 }))
  }),
  between('a scaled branch', [3, 3], 8, (network, parameters, x) => {
    const inner = network.activation(network.dense(network.layerNorm(x, 1e-6), parameters.dense(8, 12)), 'gelu')
    return network.add(
      x,
      network.affine(network.dense(inner, parameters.dense(12, 8)), { scale: parameters.vector(8) }),
    )
  }),
  between('blocks of pixels, normed', [4, 6], 6, (network, parameters, x) =>
    network.dense(network.layerNorm(network.blocks(x, 2), 1e-5), parameters.dense(24, 8)),
  ),
  between('channels side by side', [3, 4], 6, (network, parameters, x) => {
    const parts = [4, 6, 2].map((width) => network.dense(x, parameters.dense(6, width)))
    return network.concatenate([...parts, x])
  }),
  between('rows of another length, normed', [2, 3], 12, (network, parameters, x) => {
    const normed = network.layerNorm(network.reshape(x, 4), 1e-5, { scale: parameters.vector(4) })
    return network.add(network.reshape(normed, 12), network.reshape(x, 12))
  }),
  {
    name: 'a class token and its head',
    size: [6, 9, 3],
    build(network, parameters) {
      const patches = network.convolution(network.pixels, { ...parameters.filter([3, 3], 3, 8), stride: 3 })
      const placed = network.affine(patches, { shift: parameters.of([2, 3, 8]) as tf.Tensor3D })
      const tokens = network.prefix(placed, parameters.of([2, 8]) as tf.Tensor2D)
      const seen = network.attention(network.dense(tokens, parameters.dense(8, 24)), { heads: 2 })
      const last = network.layerNorm(network.tokens(network.add(tokens, seen), 0), 1e-6)
      return network.dense(last, parameters.dense(8, CLASSES))
    },
  },
  {
    name: 'flattened values without a head',
    size: [4, 3, 3],
    build(network, parameters) {
      const x = network.activation(network.convolution(network.pixels, parameters.filter([2, 2], 3, 6)), 'gelu')
      const hidden = network.activation(network.dense(network.flatten(x), parameters.dense(36, 10)), 'softplus')
      return network.dense(hidden, parameters.dense(10, CLASSES))
    },
  },
  {
    name: 'pixels pooled before any convolution',
    size: [6, 6, 3],
    build(network, parameters) {
      const pooled = network.maxPool(network.pixels, { size: 2, stride: 2 })
      const mixed = network.activation(network.dense(pooled, parameters.dense(3, 4)), 'silu')
      const direct = network.convolution(network.pixels, { ...parameters.filter([2, 2], 3, 4), stride: 2 })
      return head(network, parameters, network.add(mixed, direct))
    },
  },
  {
    name: 'logits after an activation',
    size: [3, 3, 3],
    build(network, parameters) {
      const x = network.activation(network.dense(network.pixels, parameters.dense(3, 8)), 'gelu')
      return network.activation(head(network, parameters, x), 'silu')
    },
  },
]
