import { beforeAll, describe, expect, it } from 'vitest'
import { prepareBackend } from '../../../testing/backends'
import { uniform } from '../../../testing/finiteDifferences'
import { installWebgpuKernels, removeWebgpuKernels } from '../../backend/webgpuKernels'
import * as tf from '../../tf'
import { linf } from '../norms/linf'
import type { Batch } from '../types'
import { gradientStep } from './gradientStep'
import { choosePair, keepWorse, type Worst } from './steps'

/** What is computed by fused kernels and by tfjs alone: the same numbers, but for the last digit. */
async function expectSame(compute: () => Record<string, tf.Tensor>): Promise<void> {
  const before = tf.memory().numTensors
  const fused = tf.tidy(compute)
  removeWebgpuKernels()
  try {
    const composed = tf.tidy(compute)
    for (const [name, tensor] of Object.entries(composed)) {
      const own = fused[name] as tf.Tensor
      expect([own.shape, own.dtype], name).toEqual([tensor.shape, tensor.dtype])
      const [actual, expected] = [await own.data(), await tensor.data()]
      expect(new Set(expected).size, `${name} is more than one number`).toBeGreaterThan(1)
      for (const [i, value] of expected.entries()) expect(actual[i]).toBeCloseTo(value, 6)
    }
    tf.dispose([fused, composed])
  } finally {
    installWebgpuKernels()
  }
  expect(tf.memory().numTensors, 'tensors left').toBe(before)
}

const COUNTS = [1, 3]
const SIZE = [5, 7, 3]
const images = (count: number, seed: number, low = 0, high = 1) =>
  uniform([count, ...SIZE], low, high, seed) as tf.Tensor4D

describe('fused attack steps on webgpu equal tfjs', () => {
  beforeAll(() => prepareBackend('webgpu'))

  it.each(COUNTS.flatMap((count) => [false, true].map((hasMomentum) => [count, hasMomentum] as const)))(
    'for a gradient step with %d images, momentum: %s',
    async (count, hasMomentum) => {
      await expectSame(() => {
        const pixels = images(count, 1)
        const epsilon = uniform([count, 1, 1, 1], 0.02, 0.1, 2) as tf.Tensor4D
        const ball = {
          pixels,
          epsilon,
          low: tf.maximum(tf.sub(pixels, epsilon), 0) as tf.Tensor4D,
          high: tf.minimum(tf.add(pixels, epsilon), 1) as tf.Tensor4D,
        }
        const near = (seed: number) => linf.project(tf.add(pixels, images(count, seed, -0.1, 0.1)), ball)
        return {
          moved: gradientStep(
            { norm: linf, ball },
            {
              iterate: near(3),
              // With zeros, where there is no step.
              gradient: tf.relu(images(count, 4, -1, 1)),
              stepSize: tf.mul(epsilon, 0.3),
              l1Share: 1,
              momentum: hasMomentum ? { previous: near(5), share: 0.25 } : null,
            },
          ),
        }
      })
    },
  )

  it.each(['untargeted', 'targeted'] as const)('keep the worse, %s', async (goal) => {
    await expectSame(() => {
      const count = 24
      const flags = (seed: number) => tf.greater(uniform([count], -1, 1, seed), 0) as tf.Tensor1D
      const classes = (seed: number) => tf.cast(tf.floor(uniform([count], 0, 3, seed)), 'int32') as tf.Tensor1D
      const logits = (seed: number) => uniform([count, 3], -1, 1, seed) as tf.Tensor2D
      const value = (seed: number) => uniform([count], -1, 1, seed) as tf.Tensor1D
      const batch = { goal, labels: classes(1), targets: classes(2) } as unknown as Batch
      const before: Worst = {
        attacked: images(count, 3),
        logits: logits(4),
        value: value(5),
        loss: value(6),
        holds: flags(7),
      }
      return { ...keepWorse(batch, before, images(count, 8), { logits: logits(9), loss: value(10) }) }
    })
  })

  it.each(COUNTS)('for a choice between two pairs, %d images', async (count) => {
    await expectSame(() => {
      const mask = tf.tensor1d([true, false, true].slice(0, count), 'bool')
      const logits = (seed: number) => uniform([count, 200], 0, 1, seed)
      const [first, second] = choosePair(mask, [images(count, 1), logits(2)], [images(count, 3), logits(4)])
      return { first, second }
    })
  })
})
