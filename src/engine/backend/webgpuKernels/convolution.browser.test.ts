import { beforeAll, describe, expect, it } from 'vitest'
import { expectClose } from '../../../testing/allclose'
import { prepareBackend } from '../../../testing/backends'
import { uniform } from '../../../testing/finiteDifferences'
import { ACTIVATION_NAMES, type ActivationName } from '../../architectures/activationNames'
import { ACTIVATIONS } from '../../architectures/activations'
import * as tf from '../../tf'
import { fusedConvolution } from './convolution'
import type { Source } from './convolutionShape'
import { packFilter } from './packFilter'

interface Case {
  readonly count: number
  readonly size: readonly [height: number, width: number]
  readonly into: number
  readonly out: number
  readonly side: number
  readonly stride: 1 | 2
}

const CASES: readonly Case[] = [
  { count: 1, size: [8, 8], into: 8, out: 8, side: 3, stride: 1 },
  { count: 3, size: [7, 5], into: 4, out: 36, side: 3, stride: 1 },
  { count: 1, size: [8, 12], into: 8, out: 12, side: 3, stride: 2 },
  { count: 3, size: [7, 9], into: 12, out: 4, side: 3, stride: 2 },
  { count: 3, size: [5, 6], into: 8, out: 8, side: 1, stride: 2 },
]
const titles = CASES.map(
  (one) =>
    [
      `${one.count} of ${one.size} × ${one.into} to ${one.out}, ${one.side}x${one.side}, stride ${one.stride}`,
      one,
    ] as const,
)

const TOLERANCE = 1e-6

function source({ size, into, side, stride }: Case, change: Partial<Source> = {}) {
  const [height, width] = size
  const padding = (side - 1) / 2
  return {
    height,
    width,
    channels: into,
    stride,
    dilation: 1,
    padding: [padding, padding] as const,
    isTransposed: false,
    mean: null,
    ...change,
  }
}

const afterStride = ({ size: [height, width], stride }: Case) =>
  [Math.ceil(height / stride), Math.ceil(width / stride)] as const

/** Compares tensors of two ways to compute, and counts those that are left. */
async function expectSame(compute: () => readonly (readonly [fused: tf.Tensor, composed: tf.Tensor])[]) {
  const before = tf.memory().numTensors
  const pairs = tf.tidy(() => compute().map(([fused, composed]) => ({ fused, composed })))
  for (const { fused, composed } of pairs) {
    expect(fused.shape).toEqual(composed.shape)
    expectClose(await fused.data(), await composed.data(), TOLERANCE)
  }
  tf.dispose(pairs)
  expect(tf.memory().numTensors, 'tensors left').toBe(before)
}

/** The activation as tfjs computes it, and its derivative. */
const composedActivation = (name: ActivationName, z: tf.Tensor) =>
  [ACTIVATIONS[name](z), tf.grad((x) => tf.sum(ACTIVATIONS[name](x)))(z)] as const

describe('the fused convolution against tfjs on webgpu', () => {
  beforeAll(() => prepareBackend('webgpu'))

  it.each(titles)('forward: %s', async (_, one) => {
    const { count, size, into, out, side, stride } = one
    await expectSame(() => {
      const x = uniform([count, ...size, into], -1, 1, 1) as tf.Tensor4D
      const filter = uniform([side, side, into, out], -1, 1, 2) as tf.Tensor4D
      const shift = uniform([out], -1, 1, 3) as tf.Tensor1D
      const addend = uniform([count, ...afterStride(one), out], -1, 1, 4) as tf.Tensor4D
      const [value, slope] = fusedConvolution({
        sources: [{ ...source(one), ...packFilter(filter), x }],
        size: [...afterStride(one), out],
        shift,
        addend,
        activation: 'gelu',
      })
      const z = tf.add(tf.add(tf.conv2d(x, filter, stride, (side - 1) / 2), shift), addend)
      const composed = composedActivation('gelu', z)
      return [
        [value as tf.Tensor, composed[0]],
        [slope as tf.Tensor, composed[1]],
      ]
    })
  })

  it.each(titles)('backward: %s', async (_, one) => {
    const { count, size, into, out, side, stride } = one
    await expectSame(() => {
      const filter = uniform([side, side, into, out], -1, 1, 2) as tf.Tensor4D
      const dy = uniform([count, ...afterStride(one), out], -1, 1, 5) as tf.Tensor4D
      const slope = uniform([count, ...size, into], -1, 1, 6) as tf.Tensor4D
      const [height, width] = afterStride(one)
      const [fused] = fusedConvolution({
        sources: [
          {
            ...source(one, { height, width, channels: out, isTransposed: true }),
            ...packFilter(filter, 1, true),
            x: dy,
          },
        ],
        size: [...size, into],
        slope,
      })
      const forward = (x: tf.Tensor) => tf.conv2d(x as tf.Tensor4D, filter, stride, (side - 1) / 2)
      const composed = tf.mul(tf.grad((x) => tf.sum(tf.mul(forward(x), dy)))(tf.zerosLike(slope)), slope)
      return [[fused as tf.Tensor, composed]]
    })
  })

  it.each(ACTIVATION_NAMES)('the activation %s, also far from zero', async (activation) => {
    await expectSame(() => {
      const z = tf.reshape(tf.concat([tf.linspace(-20, 20, 253), tf.tensor1d([0, -100, 100])]), [1, 8, 8, 4])
      const identity = tf.reshape(tf.eye(4), [1, 1, 4, 4]) as tf.Tensor4D
      const one = { count: 1, size: [8, 8], into: 4, out: 4, side: 1, stride: 1 } as const
      const fused = fusedConvolution({
        sources: [{ ...source(one), ...packFilter(identity), x: z as tf.Tensor4D }],
        size: [8, 8, 4],
        activation,
      })
      const composed = composedActivation(activation, z)
      return composed.map((tensor, i) => [fused[i] as tf.Tensor, tensor] as const)
    })
  })
})
