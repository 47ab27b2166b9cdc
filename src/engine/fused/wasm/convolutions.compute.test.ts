/** @file Convolutions in the shapes that wasm's kernels distinguish, beside those of fused.backends.test.ts. */
import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { prepareBackend } from '../../../testing/backends'
import { expectSameAsOps } from '../../../testing/fused/compareWithOps'
import { between, convolution, type FusedCase, head } from '../../../testing/fused/fusedCase'
import { ACTIVATION_NAMES } from '../../architectures/activationNames'
import * as tf from '../../tf'
import { fuseNetwork } from '../fuseNetwork'

interface Shape {
  readonly filter: number
  readonly stride: number
  readonly padding: number
  readonly inChannels: number
  readonly outChannels: number
  readonly groups?: number
  readonly height?: number
  readonly width?: number
}

const convolutionCase = ({ filter, inChannels, outChannels, height = 9, width = 7, ...rest }: Shape): FusedCase =>
  convolution('', [height, width], [inChannels, outChannels], { ...rest, filter: [filter, filter] })

const SHAPES: readonly Shape[] = [
  { filter: 3, stride: 1, padding: 1, inChannels: 16, outChannels: 24 },
  { filter: 1, stride: 2, padding: 0, inChannels: 8, outChannels: 16 },
  { filter: 5, stride: 1, padding: 2, inChannels: 5, outChannels: 7 },
  { filter: 3, stride: 3, padding: 2, inChannels: 3, outChannels: 2 },
  { filter: 3, stride: 1, padding: 1, inChannels: 16, outChannels: 16, groups: 4 },
  { filter: 3, stride: 2, padding: 1, inChannels: 12, outChannels: 24, groups: 3 },
  { filter: 3, stride: 1, padding: 1, inChannels: 15, outChannels: 10, groups: 5 },
  { filter: 7, stride: 1, padding: 3, inChannels: 12, outChannels: 12, groups: 12 },
  { filter: 3, stride: 2, padding: 1, inChannels: 10, outChannels: 10, groups: 10 },
]

describe('convolutions on wasm', () => {
  beforeAll(() => prepareBackend('wasm'))

  it.each(SHAPES)('equal plain ops: %#', (shape) => expectSameAsOps(convolutionCase(shape), [2, 7]))

  it('equal plain ops for random shapes', async () => {
    const shapes = fc
      .record({
        filter: fc.integer({ min: 1, max: 7 }),
        stride: fc.integer({ min: 1, max: 3 }),
        padding: fc.integer({ min: 0, max: 3 }),
        groups: fc.integer({ min: 1, max: 4 }),
        inChannels: fc.integer({ min: 1, max: 9 }),
        outChannels: fc.integer({ min: 1, max: 11 }),
        height: fc.integer({ min: 7, max: 12 }),
        width: fc.integer({ min: 7, max: 12 }),
        count: fc.integer({ min: 1, max: 3 }),
      })
      .map(({ inChannels, outChannels, groups, ...rest }) => ({
        ...rest,
        groups,
        inChannels: inChannels * groups,
        outChannels: outChannels * groups,
      }))
    await fc.assert(
      fc.asyncProperty(shapes, ({ count, ...shape }) => expectSameAsOps(convolutionCase(shape), [count])),
      { numRuns: 25, seed: 1 },
    )
  })

  it.each([
    { filter: 7, stride: 2, padding: 3 },
    { filter: 4, stride: 4, padding: 0 },
  ])('pad pixels with their mean, not with zeros: %#', ({ filter, ...rest }) =>
    expectSameAsOps(
      {
        name: 'pixels',
        size: [12, 8, 3],
        build(network, parameters) {
          const layer = { ...parameters.filter([filter, filter], 3, 8), ...rest }
          return head(network, parameters, network.convolution(network.pixels, layer))
        },
      },
      [2],
    ),
  )

  it.each(ACTIVATION_NAMES)('include the activation %s and its derivative', (activation) =>
    expectSameAsOps(
      between(activation, [6, 6], 8, (network, parameters, x) =>
        network.activation(network.convolution(x, { ...parameters.filter([3, 3], 8, 8), padding: 1 }), activation),
      ),
      [2],
    ),
  )

  it('refuse to be differentiated', () => {
    const network = fuseNetwork((builder) => builder.globalAverage(builder.pixels), [2, 2, 3], {
      mean: [0, 0, 0],
      std: [1, 1, 1],
    })!
    const logits = (x: tf.Tensor) => tf.sum(network.forward(x as tf.Tensor4D).logits)
    expect(() => tf.tidy(() => tf.grad(logits)(tf.ones([1, 2, 2, 3])))).toThrow(/gradient/)
    network.dispose()
  })
})
