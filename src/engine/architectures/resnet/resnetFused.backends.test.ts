import { beforeAll, describe, expect, it, vi } from 'vitest'
import { expectClose } from '../../../testing/allclose'
import { backendsUnderTest, prepareBackend } from '../../../testing/backends'
import { TINY_LABELS, tinyGolden, tinyResNetClassifier } from '../../../testing/tinyResNets'
import { crossEntropy } from '../../gradients/crossEntropy'
import { inputGradient, lossInputGradient } from '../../gradients/lossInputGradient'
import * as tf from '../../tf'

/** All stems; the kernels' own tests see the other activations. */
const FUSED = ['relu-small', 'gelu-stride-2', 'gelu-imagenet']

const labelsOf = () => tf.tensor1d([...TINY_LABELS], 'int32')

describe.each(backendsUnderTest)('a fused ResNet on %s', (backend) => {
  beforeAll(() => prepareBackend(backend))

  if (backend === 'cpu') {
    it('exists only on backends with such kernels', () => {
      const { classifier, pixels } = tinyResNetClassifier('gelu-small')
      expect(classifier.logits.fused).toBeUndefined()
      classifier.dispose()
      pixels.dispose()
    })
    return
  }

  it.each(FUSED)('%s gives PyTorch’s logits and gradient, for one and two images', async (name) => {
    const before = tf.memory().numTensors
    const { classifier, pixels } = tinyResNetClassifier(name)
    expect(classifier.logits.fused).toBeDefined()
    const golden = (what: string) => tinyGolden(`${name}/${what}`).values
    for (const count of [1, 2]) {
      const { logits, gradient, losses } = tf.tidy(() =>
        lossInputGradient(classifier, tf.slice(pixels, 0, count), tf.slice(labelsOf(), 0, count)),
      )
      expectClose(await logits.data(), golden('logits').slice(0, logits.size), 1e-5)
      expectClose(await gradient.data(), golden('gradient').slice(0, gradient.size), 1e-4)
      tf.dispose([logits, gradient, losses])
    }
    classifier.dispose()
    pixels.dispose()
    expect(tf.memory().numTensors, 'tensors left').toBe(before)
  })

  it('accepts losses without a kernel of their own', async () => {
    const { classifier, pixels } = tinyResNetClassifier('relu-small')
    const found = tf.tidy(() =>
      inputGradient(classifier, pixels, { of: (logits) => tf.mul(crossEntropy(logits, labelsOf()), 2) }),
    )
    const expected = tinyGolden('relu-small/gradient').values
    expectClose(
      await found.gradient.data(),
      expected.map((value) => 2 * value),
      1e-4,
    )
    tf.dispose([found, pixels])
    classifier.dispose()
  })

  it.runIf(backend === 'webgpu')('compiles all that its passes run beforehand', async () => {
    const { device } = tf.backend() as tf.WebGPUBackend
    const { classifier, pixels } = tinyResNetClassifier('relu-small')
    await classifier.ready()
    const compileNow = vi.spyOn(device, 'createComputePipeline')
    const found = tf.tidy(() => {
      const { logits, backward } = classifier.logits.fused!.forward(pixels)
      return backward(logits)
    })
    expect(compileNow).not.toHaveBeenCalled()
    found.dispose()
    classifier.dispose()
    pixels.dispose()
  })

  it.runIf(backend === 'webgpu')('is let go of where it does not compile', async () => {
    const before = tf.memory().numTensors
    const warn = vi.spyOn(console, 'warn').mockImplementation(() => {})
    const { device } = tf.backend() as tf.WebGPUBackend
    vi.spyOn(device, 'createComputePipelineAsync').mockRejectedValue(new Error('no such shader'))
    // Other shaders than those that are compiled by now.
    const { classifier, pixels } = tinyResNetClassifier('silu-small')
    await classifier.ready()
    expect(classifier.logits.fused).toBeUndefined()
    expect(warn).toHaveBeenCalledOnce()
    classifier.dispose()
    pixels.dispose()
    expect(tf.memory().numTensors, 'tensors left').toBe(before)
  })

  it('throws when differentiated, which composed logits allow', () => {
    const { classifier, pixels } = tinyResNetClassifier('relu-small')
    const fusedNorm = (x: tf.Tensor) =>
      tf.sum(tf.square(lossInputGradient(classifier, x as tf.Tensor4D, labelsOf()).gradient))
    expect(() => tf.tidy(() => tf.grad(fusedNorm)(pixels))).toThrow(/gradient/i)
    const fusedLogits = (x: tf.Tensor) => tf.sum(classifier.logits.fused!.forward(x as tf.Tensor4D).logits)
    expect(() => tf.tidy(() => tf.grad(fusedLogits)(pixels))).toThrow(/gradient/i)
    tf.tidy(() => tf.grad((x) => tf.sum(classifier.logits(x as tf.Tensor4D)))(pixels))
    classifier.dispose()
    pixels.dispose()
  })
})
