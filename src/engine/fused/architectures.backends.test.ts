import { beforeAll, describe, expect, it } from 'vitest'
import { expectClose } from '../../testing/allclose'
import { architectureGolden, architectureGoldens, casesOn, seededClassifier } from '../../testing/architectureGoldens'
import { backendsUnderTest, prepareBackend } from '../../testing/backends'
import { lossInputGradient } from '../gradients/lossInputGradient'
import * as tf from '../tf'

const { labels } = architectureGoldens

/** Whose layers have no fused form. */
const COMPOSED: readonly string[] = ['convnext-v2']

describe.each(backendsUnderTest)('architectures with fused kernels on %s', (backend) => {
  beforeAll(() => prepareBackend(backend))

  const names = backend === 'cpu' ? [] : casesOn(backend)
  const fused = names.filter((name) => !COMPOSED.includes(name))

  it.each(fused)('%s gives PyTorch’s logits and input gradient', async (name) => {
    const before = tf.memory().numTensors
    const { classifier, pixels, channels } = seededClassifier(name)
    expect(classifier.logits.fused).toBeDefined()
    const found = tf.tidy(() => lossInputGradient(classifier, pixels, tf.tensor1d([...labels], 'int32')))
    expectClose(await found.logits.data(), architectureGolden(`${name}/logits`).values, 1e-5)
    const gradient = channels === 3 ? found.gradient : tf.sum(found.gradient, 3)
    expectClose(await gradient.data(), architectureGolden(`${name}/gradient`).values, 1e-4)
    classifier.dispose()
    tf.dispose([found, pixels, gradient])
    expect(tf.memory().numTensors, 'tensors left').toBe(before)
  })

  it.each(COMPOSED)('%s uses composed ops', (name) => {
    const { classifier, pixels } = seededClassifier(name)
    expect(classifier.logits.fused).toBeUndefined()
    classifier.dispose()
    pixels.dispose()
  })
})
