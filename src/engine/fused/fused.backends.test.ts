import { beforeAll, describe, expect, it } from 'vitest'
import { expectClose } from '../../testing/allclose'
import { backendsUnderTest, prepareBackend } from '../../testing/backends'
import { composeNetwork } from '../../testing/composedNetwork'
import { uniform } from '../../testing/finiteDifferences'
import { FUSED_CASES, type FusedCase, RandomParameters } from '../../testing/fusedCases'
import * as tf from '../tf'
import { executorInUse } from './executors'
import { fuseNetwork } from './fuseNetwork'
import { NetworkBuilder } from './networkBuilder'
import type { FusedNetwork } from './types'

const NORMALISATION = { mean: [0.5, 0.45, 0.4], std: [0.25, 0.2, 0.3] }
const TOLERANCE = 2e-5

type Found = Readonly<Record<'logits' | 'gradient', ArrayLike<number>>>

const pixelsOf = ({ size }: FusedCase, count: number) => uniform([count, ...size], 0, 1, 7) as tf.Tensor4D
/** Of each logit, and other for each image. */
const weightsOf = (logits: tf.Tensor2D) => uniform(logits.shape, -1, 1, 8) as tf.Tensor2D

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

/** On cpu, whose ops are plain loops. */
async function byOps(one: FusedCase, count: number): Promise<Found> {
  const backend = tf.getBackend()
  await tf.setBackend('cpu')
  try {
    return await read(
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
    )
  } finally {
    await tf.setBackend(backend)
  }
}

describe.each(backendsUnderTest)('fused networks on %s', (backend) => {
  beforeAll(() => prepareBackend(backend))

  it.each(FUSED_CASES.map((one) => [one.name, one] as const))('%s', async (_, one) => {
    if (executorInUse() === null) return
    const before = tf.memory().numTensors
    const network = fuseNetwork((builder) => one.build(builder, new RandomParameters()), one.size, NORMALISATION)
    expect(network).not.toBeNull()
    for (const count of [1, 2]) {
      const [found, expected] = [await byKernels(network as FusedNetwork, one, count), await byOps(one, count)]
      expectClose(found.logits, expected.logits, TOLERANCE)
      expectClose(found.gradient, expected.gradient, TOLERANCE)
    }
    network?.dispose()
    expect(tf.memory().numTensors, 'tensors left').toBe(before)
  })
})
