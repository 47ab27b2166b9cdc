import { beforeAll, describe, expect, it } from 'vitest'
import { expectClose } from '../../../testing/allclose'
import { backendsUnderTest, onCpu, prepareBackend } from '../../../testing/backends'
import { uniform } from '../../../testing/finiteDifferences'
import { numberedClasses } from '../../../testing/numberedClasses'
import type { Manifest } from '../../checkpoints/manifest'
import { createClassifier } from '../../classifier'
import { lossInputGradient } from '../../gradients/lossInputGradient'
import * as tf from '../../tf'
import type { Architecture } from '../types'
import { swin } from './network'

/** Windows are shifted both ways in the first stage, and one way in the second. */
const SETTINGS = swin.parseSettings({
  name: 'swin',
  embed_dim: 8,
  depths: [2, 2],
  heads: [2, 4],
  window: 2,
  patch: 2,
  mlp_ratio: 2,
  activation: 'gelu',
})
const CLASSES = 5
const [HEIGHT, WIDTH] = [16, 8]

/** Of weights that a net that learns could have: no layer drowns the next. */
function parameters(settings: typeof SETTINGS): Map<string, tf.Tensor> {
  const shapes = [...swin.parameterShapes(settings, CLASSES)]
  return new Map(
    shapes.map(([name, shape], seed) => {
      const isScale = /norm\d?\.weight$/.test(name)
      return [name, isScale ? uniform(shape, 0.5, 1.5, seed + 1) : uniform(shape, -0.5, 0.5, seed + 1)]
    }),
  )
}

const manifest = {
  classes: numberedClasses(CLASSES),
  input: { height: HEIGHT, width: WIDTH, channels: 3, mean: [0.5, 0.45, 0.4], std: [0.25, 0.2, 0.3] },
} as unknown as Manifest
const create = (settings: typeof SETTINGS) =>
  createClassifier(manifest, swin as Architecture<unknown, unknown>, settings, parameters(settings))

describe.each(backendsUnderTest)('a Swin of fused kernels on %s', (backend) => {
  beforeAll(() => prepareBackend(backend))

  if (backend === 'cpu') {
    it('exists only on backends with such kernels', () => {
      const classifier = create(SETTINGS)
      expect(classifier.logits.fused).toBeUndefined()
      classifier.dispose()
    })
    return
  }

  /** Of some images; the random numbers are the same on every backend. */
  async function compute(count: number): Promise<Record<'logits' | 'gradient', Float32Array>> {
    const classifier = create(SETTINGS)
    expect(classifier.logits.fused !== undefined).toBe(tf.getBackend() !== 'cpu')
    const found = tf.tidy(() =>
      lossInputGradient(
        classifier,
        uniform([count, HEIGHT, WIDTH, 3], 0, 1, 7) as tf.Tensor4D,
        tf.tensor1d([2, 0, 4].slice(0, count), 'int32'),
      ),
    )
    const [logits, gradient] = (await Promise.all([found.logits.data(), found.gradient.data()])) as Float32Array[]
    classifier.dispose()
    tf.dispose(found)
    return { logits: logits as Float32Array, gradient: gradient as Float32Array }
  }

  it.each([1, 3])('gives plain tfjs’s logits and input gradient for %d images', async (count) => {
    const before = tf.memory().numTensors
    const fused = await compute(count)
    expect(tf.memory().numTensors, 'tensors left').toBe(before)
    // Composed, and so held to PyTorch by the Swin's own tests; on cpu, since shaders take long to compile.
    const composed = await onCpu(() => compute(count))
    expectClose(fused.logits, composed.logits, 1e-5)
    expectClose(fused.gradient, composed.gradient, 1e-5)
  })
})
