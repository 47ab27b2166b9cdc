/** @file Each other kind of layer on wasm's own kernels against tfjs's ops. */
import { describe, expect, it } from 'vitest'
import { prepareBackend } from '../../../testing/backends'
import { expectSameLayer, parameter } from '../../../testing/layerCases'
import { ACTIVATIONS } from '../../architectures/activations'
import * as tf from '../../tf'
import { fuseNetwork } from '../fuseNetwork'
import type { Value } from '../network'
import type { NetworkBuilder } from '../networkBuilder'

const smooth = {
  build: (network: NetworkBuilder, x: Value, channels: number) =>
    network.activation(network.convolution(x, { filter: parameter([3, 3, 3, channels], 1), padding: 1 }), 'softplus'),
  compose: (x: tf.Tensor4D, channels: number) =>
    tf.softplus(tf.conv2d(x, parameter([3, 3, 3, channels], 1) as tf.Tensor4D, 1, 1)),
}

describe('other kernels for layers', () => {
  it.each([5, 8, 18])('normalise over %i channels', (channels) =>
    expectSameLayer({
      size: [4, 3, 3],
      build: (network, x) => {
        const by = { scale: parameter([channels], 2), shift: parameter([channels], 3) }
        return network.activation(network.layerNorm(smooth.build(network, x, channels), 1e-5, by), 'gelu')
      },
      compose: (x) => {
        const values = smooth.compose(x, channels)
        const { mean, variance } = tf.moments(values, 3, true)
        const normed = tf.div(tf.sub(values, mean), tf.sqrt(tf.add(variance, 1e-5)))
        return ACTIVATIONS.gelu(
          tf.add(tf.mul(normed, parameter([channels], 2)), parameter([channels], 3)) as tf.Tensor4D,
        )
      },
    }),
  )

  it('affine shifts may differ between positions', () =>
    expectSameLayer({
      size: [4, 3, 3],
      build: (network, x) => network.affine(smooth.build(network, x, 8), { shift: parameter([4, 3, 8], 2) }),
      compose: (x) => tf.add(smooth.compose(x, 8), parameter([4, 3, 8], 2)),
    }))

  it.each([
    { size: 3, stride: 2, padding: 1, channels: 8 },
    { size: 2, stride: 2, padding: 0, channels: 6 },
    { size: 3, stride: 1, padding: 1, channels: 5 },
  ])('max pooling: %o', ({ channels, ...pool }) =>
    expectSameLayer({
      size: [9, 8, 3],
      build: (network, x) => network.maxPool(smooth.build(network, x, channels), pool),
      compose: (x) => tf.maxPool(smooth.compose(x, channels), pool.size, pool.stride, pool.padding),
    }),
  )

  it.each([
    { size: 2, stride: 2, padding: 0, countsPadding: true },
    { size: 3, stride: 2, padding: 1, countsPadding: false },
  ])('average pooling: %o', (pool) =>
    expectSameLayer({
      size: [9, 8, 3],
      build: (network, x) => network.averagePool(smooth.build(network, x, 7), pool),
      compose: (x) => tf.avgPool(smooth.compose(x, 7), pool.size, pool.stride, pool.padding),
    }),
  )

  it('padding counts in an average if requested', () =>
    expectSameLayer({
      size: [8, 8, 3],
      build: (network, x) =>
        network.averagePool(smooth.build(network, x, 4), { size: 3, stride: 2, padding: 1, countsPadding: true }),
      compose: (x) =>
        tf.mul(
          tf.depthwiseConv2d(smooth.compose(x, 4), tf.ones([3, 3, 4, 1]) as tf.Tensor4D, 2, [
            [0, 0],
            [1, 1],
            [1, 1],
            [0, 0],
          ]),
          1 / 9,
        ),
    }))

  it('the mean over pixels comes before the logits', () =>
    expectSameLayer({
      size: [5, 6, 3],
      build: (network, x) => network.globalAverage(smooth.build(network, x, 9)),
      compose: (x) => tf.mean(smooth.compose(x, 9), [1, 2], true),
    }))

  it('squares of tokens are merged', () =>
    expectSameLayer({
      size: [6, 4, 3],
      build: (network, x) => network.blocks(smooth.build(network, x, 5), 2),
      compose: (x) => {
        const bands = tf.reshape(smooth.compose(x, 5), [2 * 3, 2, 2, 10])
        return tf.reshape(tf.transpose(bands, [0, 2, 1, 3]), [2, 3, 2, 20])
      },
    }))

  it('a token is prepended, and one is selected', () =>
    expectSameLayer({
      size: [2, 3, 3],
      build: (network, x) => {
        const tokens = network.prefix(smooth.build(network, x, 8), parameter([1, 8], 2))
        const mixed = network.attention(network.dense(tokens, { weight: parameter([8, 24], 3), bias: null }), {
          heads: 2,
        })
        return network.tokens(mixed, 0)
      },
      compose: (x) => {
        const rest = tf.reshape(smooth.compose(x, 8), [2, 6, 8])
        const tokens = tf.concat([tf.tile(tf.reshape(parameter([1, 8], 2), [1, 1, 8]), [2, 1, 1]), rest], 1)
        const parts = tf.reshape(tf.matMul(tf.reshape(tokens, [14, 8]), parameter([8, 24], 3)), [2, 7, 3, 2, 4])
        const part = (which: number) =>
          tf.transpose(tf.reshape(tf.slice(parts, [0, 0, which, 0, 0], [2, 7, 1, 2, 4]), [2, 7, 2, 4]), [0, 2, 1, 3])
        const shares = tf.softmax(tf.matMul(part(0), part(1), false, true))
        const mixed = tf.reshape(tf.transpose(tf.matMul(shares, part(2)), [0, 2, 1, 3]), [2, 1, 7, 8])
        return tf.slice(mixed, [0, 0, 0, 0], [2, 1, 1, 8]) as tf.Tensor4D
      },
    }))

  it('refuse activations on a tape', async () => {
    await prepareBackend('wasm')
    const network = fuseNetwork((builder) => builder.globalAverage(builder.pixels), [2, 2, 3], {
      mean: [0, 0, 0],
      std: [1, 1, 1],
    })!
    const logits = (x: tf.Tensor) => tf.sum(network.forward(x as tf.Tensor4D).logits)
    expect(() => tf.tidy(() => tf.grad(logits)(tf.ones([1, 2, 2, 3])))).toThrow(/gradient/)
    network.dispose()
  })
})
