/** @file Models of TensorFlow.js, opened as on the page, compute what TensorFlow does (models/training/make_tfjs_goldens.py). */
import { beforeAll, describe, expect, it } from 'vitest'
import { expectClose } from '../../../testing/allclose'
import { backendsUnderTest, prepareBackend } from '../../../testing/backends'
import { openedFiles } from '../../../testing/openedModel'
import { readTfjsGolden, TFJS_GOLDENS, TFJS_LABELS } from '../../../testing/tfjsGoldens'
import { crossEntropy } from '../../gradients/crossEntropy'
import * as tf from '../../tf'
import { parametricModel } from '../../training/trainableModel'
import type { Parameters } from '../types'

type Model = Awaited<ReturnType<typeof openedFiles>>

/** From the golden's images, which are the network's, to pixels: the classifier normalises them back. */
const pixelsOf = ({ classifier }: Model, images: tf.Tensor) =>
  tf.add(tf.mul(images, classifier.manifest.input.std), classifier.manifest.input.mean) as tf.Tensor4D

/** Of a grey model, whose three equal channels sum up to it. */
const asRgb = (pixels: tf.Tensor4D) => (pixels.shape[3] === 1 ? (tf.tile(pixels, [1, 1, 1, 3]) as tf.Tensor4D) : pixels)

const lossOf = (logits: tf.Tensor2D) => tf.sum(crossEntropy(logits, tf.tensor1d(TFJS_LABELS, 'int32'))) as tf.Scalar

describe.each(backendsUnderTest)('models of TensorFlow.js on %s', (backend) => {
  beforeAll(async () => {
    await prepareBackend(backend)
    // What fused layers keep for their gradient until the tape ends, tfjs takes for a leak of the kernel.
    tf.env().set('IS_TEST', false)
  })

  it.each(TFJS_GOLDENS)('%s: logits, input gradient, and the slope of its norm', async (name) => {
    const { files, expected } = await readTfjsGolden(name)
    const before = tf.memory().numTensors
    const model = await openedFiles(files)
    const { classifier } = model
    const golden = (key: string) => expected.get(key) ?? expect.fail(key)
    const { values, shape } = golden('images')
    const images = tf.tensor(values, [...shape])
    const ofImages = (given: tf.Tensor) => asRgb(pixelsOf(model, given))
    const close = async (compute: () => tf.Tensor, key: string, tolerance: number) => {
      const result = tf.tidy(compute)
      expectClose(await result.data<'float32'>(), golden(key).values, tolerance)
      result.dispose()
    }
    await close(() => classifier.logits(ofImages(images)), 'logits', 1e-4)
    await close(() => tf.grad((x) => lossOf(classifier.logits(ofImages(x))))(images), 'gradient', 1e-4)
    // Second derivatives are by the same operators on every backend, and WebGPU's take seconds.
    for (const [key, weight] of backend === 'webgpu' ? [] : slopesOf(name, expected)) {
      const stored =
        [...classifier.parameters.keys()].find((each) => `/${each}`.endsWith(`/${weight}`)) ?? expect.fail(weight)
      const slope = () => slopeOfNorm(model, stored, images, ofImages)
      await close(slope, key, 1e-3)
    }
    classifier.dispose()
    images.dispose()
    expect(tf.memory().numTensors).toBe(before)
  })
})

/** Of the graph's weights only the last layer's are as they were: the rest are folded into others. */
function slopesOf(name: string, expected: ReadonlyMap<string, unknown>): (readonly [key: string, weight: string])[] {
  if (name === 'graph') {
    return [
      ['slope dense/kernel', 'dense_1/Cast/ReadVariableOp'],
      ['slope separable_conv2d/pointwise_kernel', 'separable_conv2d/ReadVariableOp_1'],
    ]
  }
  return [...expected.keys()].filter((key) => key.startsWith('slope ')).map((key) => [key, key.slice('slope '.length)])
}

/** Of the input gradient's mean squared L2 norm, as training with the gradient norm descends by it. */
function slopeOfNorm(
  { classifier }: Model,
  stored: string,
  images: tf.Tensor,
  ofImages: (given: tf.Tensor) => tf.Tensor4D,
): tf.Tensor {
  const frozen: Parameters = new Map([...classifier.parameters].filter(([name]) => name !== stored))
  const trained = new Map([[stored, classifier.parameters.get(stored) as tf.Tensor]])
  const parametric = parametricModel(classifier.manifest, frozen, trained)
  const norm = (value: tf.Tensor) => {
    const forward = parametric.bind(new Map([[stored, value]]))
    const gradient = tf.grad((x) => lossOf(forward(ofImages(x))))(images)
    return tf.mean(tf.sum(tf.square(gradient), [1, 2, 3]))
  }
  return tf.grad(norm)(trained.get(stored) as tf.Tensor)
}
