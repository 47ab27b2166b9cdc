/** @file A fused network on the backend in use against the same network of plain ops on cpu. */
import { expect } from 'vitest'
import { fuseNetwork } from '../../engine/fused/fuseNetwork'
import { NetworkBuilder } from '../../engine/fused/networkBuilder'
import type { FusedNetwork } from '../../engine/fused/types'
import * as tf from '../../engine/tf'
import { expectClose } from '../allclose'
import { onCpu } from '../backends'
import { uniform } from '../finiteDifferences'
import { composeNetwork } from './composeNetwork'
import { type FusedCase, RandomParameters } from './fusedCase'

const NORMALISATION = { mean: [0.5, 0.45, 0.4], std: [0.25, 0.2, 0.3] }
const TOLERANCE = 2e-5

type Found = Readonly<Record<'logits' | 'gradient', ArrayLike<number>>>

const pixelsOf = ({ size }: FusedCase, count: number) => uniform([count, ...size], 0, 1, 7) as tf.Tensor4D
/** The gradient at the logits, different for each image. */
const weightsOf = (logits: tf.Tensor2D) => uniform(logits.shape, -1, 1, 8) as tf.Tensor2D

/** Also checks that the fused network leaves no tensor. */
export async function expectSameAsOps(one: FusedCase, counts: readonly number[]): Promise<void> {
  const before = tf.memory().numTensors
  const network = fuseNetwork((builder) => one.build(builder, new RandomParameters()), one.size, NORMALISATION)
  if (network === null) throw new Error(`No kernels run ${one.name}.`)
  for (const count of counts) {
    const [found, expected] = [await byKernels(network, one, count), await byOps(one, count)]
    expectClose(found.logits, expected.logits, TOLERANCE)
    expectClose(found.gradient, expected.gradient, TOLERANCE)
  }
  network.dispose()
  expect(tf.memory().numTensors, 'tensors left').toBe(before)
}

async function read({ logits, gradient }: { logits: tf.Tensor; gradient: tf.Tensor }): Promise<Found> {
  const found = { logits: await logits.data(), gradient: await gradient.data() }
  tf.dispose([logits, gradient])
  return found
}

const byKernels = (network: FusedNetwork, one: FusedCase, count: number) =>
  read(
    tf.tidy(() => {
      const { logits, backward } = network.forward(pixelsOf(one, count))
      return { logits, gradient: backward(weightsOf(logits)) }
    }),
  )

const byOps = (one: FusedCase, count: number) =>
  onCpu(() =>
    read(
      tf.tidy(() => {
        const builder = new NetworkBuilder(one.size)
        const logits = one.build(builder, new RandomParameters())
        const compute = composeNetwork({ images: builder.images, layers: builder.layers, logits }, NORMALISATION)
        const weighted = (x: tf.Tensor) => {
          const result = compute(x as tf.Tensor4D)
          return tf.sum(tf.mul(result, weightsOf(result)))
        }
        const pixels = pixelsOf(one, count)
        return { logits: compute(pixels), gradient: tf.grad(weighted)(pixels) }
      }),
    ),
  )
