/** @file Convolutions on wasm's own kernels, with all that they take in, against tfjs's ops. */
import fc from 'fast-check'
import { describe, it } from 'vitest'
import { expectSameLayer, type LayerCase, parameter } from '../../../testing/layerCases'
import { ACTIVATION_NAMES } from '../../architectures/activationNames'
import { ACTIVATIONS } from '../../architectures/activations'
import * as tf from '../../tf'

interface Convolved {
  readonly filter: number
  readonly stride: number
  readonly padding: number
  readonly dilation?: number
  readonly into: number
  readonly out: number
  readonly groups?: number
  readonly height?: number
  readonly width?: number
  readonly count?: number
}

/** After a convolution that widens the pixels, so that the one under test is not the first. */
function convolutionCase(shape: Convolved): LayerCase {
  const { filter, stride, padding, dilation = 1, into, out, groups = 1, height = 9, width = 7, count = 2 } = shape
  const widen = () => parameter([1, 1, 3, into], 1) as tf.Tensor4D
  const own = () => parameter([filter, filter, into / groups, out], 2) as tf.Tensor4D
  const shift = () => parameter([out], 3) as tf.Tensor1D
  return {
    size: [height, width, 3],
    count,
    build: (network, x) => {
      const wide = network.activation(network.convolution(x, { filter: widen() }), 'softplus')
      return network.convolution(wide, { filter: own(), shift: shift(), stride, padding, dilation })
    },
    compose: (x) => {
      const wide = tf.pad(tf.softplus(tf.conv2d(x, widen(), 1, 'valid')), [
        [0, 0],
        [padding, padding],
        [padding, padding],
        [0, 0],
      ]) as tf.Tensor4D
      return tf.add(groupedConvolution(wide, dilated(own(), dilation), groups, stride), shift())
    },
  }
}

function groupedConvolution(x: tf.Tensor4D, filter: tf.Tensor4D, groups: number, stride: number): tf.Tensor4D {
  // tfjs cannot differentiate a split into one part.
  if (groups === 1) return tf.conv2d(x, filter, stride, 'valid')
  const inputs: tf.Tensor4D[] = tf.split(x, groups, 3)
  const filters: tf.Tensor4D[] = tf.split(filter, groups, 3)
  const parts = inputs.map((input, i) => tf.conv2d(input, filters[i] as tf.Tensor4D, stride, 'valid'))
  return tf.concat(parts, 3)
}

/** With zeros between its taps: tfjs has no gradient of a dilated convolution. */
function dilated(filter: tf.Tensor4D, dilation: number): tf.Tensor4D {
  if (dilation === 1) return filter
  const [rows, columns, into, out] = filter.shape
  const spread = tf.pad(tf.reshape(filter, [rows, 1, columns, 1, into * out]), [
    [0, 0],
    [0, dilation - 1],
    [0, 0],
    [0, dilation - 1],
    [0, 0],
  ])
  const whole = tf.reshape(spread, [rows * dilation, columns * dilation, into, out]) as tf.Tensor4D
  return tf.slice(whole, [0, 0, 0, 0], [(rows - 1) * dilation + 1, (columns - 1) * dilation + 1, into, out])
}

const CONVOLUTIONS: readonly Convolved[] = [
  { filter: 1, stride: 1, padding: 0, into: 8, out: 8 },
  { filter: 3, stride: 1, padding: 1, into: 16, out: 24 },
  { filter: 3, stride: 2, padding: 1, into: 8, out: 16 },
  { filter: 1, stride: 2, padding: 0, into: 8, out: 16 },
  { filter: 7, stride: 2, padding: 3, into: 4, out: 8 },
  { filter: 5, stride: 1, padding: 2, into: 5, out: 7 },
  { filter: 2, stride: 2, padding: 0, into: 6, out: 9 },
  { filter: 4, stride: 4, padding: 0, into: 6, out: 9, height: 12, width: 8 },
  { filter: 3, stride: 3, padding: 2, into: 3, out: 2 },
  { filter: 3, stride: 1, padding: 2, dilation: 2, into: 6, out: 8 },
  { filter: 3, stride: 1, padding: 1, into: 16, out: 16, groups: 4 },
  { filter: 3, stride: 2, padding: 1, into: 12, out: 24, groups: 3 },
  { filter: 3, stride: 1, padding: 1, into: 15, out: 10, groups: 5 },
  { filter: 7, stride: 1, padding: 3, into: 12, out: 12, groups: 12 },
  { filter: 3, stride: 2, padding: 1, into: 10, out: 10, groups: 10 },
  { filter: 3, stride: 1, padding: 1, into: 4, out: 8, groups: 4 },
  { filter: 3, stride: 1, padding: 1, into: 8, out: 8, count: 7 },
]

describe('convolution kernels', () => {
  it.each(CONVOLUTIONS)('equal tfjs: %#', (shape) => expectSameLayer(convolutionCase(shape)))

  it('equal tfjs for random shapes', async () => {
    const shapes = fc
      .record({
        filter: fc.integer({ min: 1, max: 7 }),
        stride: fc.integer({ min: 1, max: 3 }),
        padding: fc.integer({ min: 0, max: 3 }),
        groups: fc.integer({ min: 1, max: 4 }),
        into: fc.integer({ min: 1, max: 9 }),
        out: fc.integer({ min: 1, max: 11 }),
        height: fc.integer({ min: 7, max: 12 }),
        width: fc.integer({ min: 7, max: 12 }),
        count: fc.integer({ min: 1, max: 3 }),
      })
      .map(({ into, out, groups, ...rest }) => ({ ...rest, groups, into: into * groups, out: out * groups }))
    await fc.assert(
      fc.asyncProperty(shapes, (shape) => expectSameLayer(convolutionCase(shape))),
      { numRuns: 25, seed: 1 },
    )
  })

  it.each([
    { filter: 3, stride: 1, padding: 1 },
    { filter: 7, stride: 2, padding: 3 },
    { filter: 4, stride: 4, padding: 0 },
  ])('take pixels, padded with the mean and not with zeros: %#', async ({ filter, stride, padding }) => {
    const own = () => parameter([filter, filter, 3, 8], 2) as tf.Tensor4D
    await expectSameLayer({
      size: [12, 8, 3],
      build: (network, x) => network.convolution(x, { filter: own(), stride, padding }),
      compose: (x) => tf.conv2d(x, own(), stride, padding),
    })
  })
})

describe('a fused convolution includes', () => {
  const filters = (seed: number) => parameter([3, 3, 8, 8], seed) as tf.Tensor4D
  const first = () => parameter([3, 3, 3, 8], 1) as tf.Tensor4D

  it.each(ACTIVATION_NAMES)('the activation %s, with its derivative', (activation) =>
    expectSameLayer({
      size: [6, 6, 3],
      build: (network, x) => network.activation(network.convolution(x, { filter: first(), padding: 1 }), activation),
      compose: (x) => ACTIVATIONS[activation](tf.conv2d(x, first(), 1, 1)),
    }),
  )

  it('the shortcut, which is added', () =>
    expectSameLayer({
      size: [6, 6, 3],
      build: (network, x) => {
        const wide = network.activation(network.convolution(x, { filter: first(), padding: 1 }), 'gelu')
        return network.activation(
          network.add(network.convolution(wide, { filter: filters(2), padding: 1 }), wide),
          'silu',
        )
      },
      compose: (x) => {
        const wide = ACTIVATIONS.gelu(tf.conv2d(x, first(), 1, 1))
        return ACTIVATIONS.silu(tf.add(tf.conv2d(wide, filters(2), 1, 1), wide))
      },
    }))

  it('a second convolution with another size and stride', () => {
    const narrow = () => parameter([1, 1, 8, 16], 4) as tf.Tensor4D
    const wideFilter = () => parameter([3, 3, 8, 16], 5) as tf.Tensor4D
    return expectSameLayer({
      size: [7, 9, 3],
      build: (network, x) => {
        const wide = network.activation(network.convolution(x, { filter: first(), padding: 1 }), 'gelu')
        const main = network.convolution(wide, { filter: wideFilter(), stride: 2, padding: 1 })
        return network.add(main, network.convolution(wide, { filter: narrow(), stride: 2 }))
      },
      compose: (x) => {
        const wide = ACTIVATIONS.gelu(tf.conv2d(x, first(), 1, 1))
        return tf.add(tf.conv2d(wide, wideFilter(), 2, 1), tf.conv2d(wide, narrow(), 2, 'valid'))
      },
    })
  })
})
