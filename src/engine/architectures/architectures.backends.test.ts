import { beforeAll, describe, expect, it } from 'vitest'
import { expectClose } from '../../testing/allclose'
import {
  architectureGolden,
  architectureGoldens,
  casesOn,
  digest,
  seededModel,
} from '../../testing/architectureGoldens'
import { backendsUnderTest, prepareBackend } from '../../testing/backends'
import * as tf from '../tf'

const { cases, classes, labels } = architectureGoldens

describe.each(backendsUnderTest)('architectures against PyTorch, timm and torchvision on %s', (backend) => {
  beforeAll(() => prepareBackend(backend))

  describe.each([...casesOn(backend)])('%s', (name) => {
    const tiny = () => seededModel(cases[name]!, classes, labels.length)

    it('gives the same logits and input gradient', async () => {
      const { pixels, parameters, logits, inputGradient } = tiny()
      const before = tf.memory().numTensors
      const values = tf.tidy(() => logits(pixels, parameters))
      expect(tf.memory().numTensors, 'one tensor more').toBe(before + 1)
      expectClose(await values.data(), architectureGolden(`${name}/logits`).values, 1e-5)
      const gradient = await inputGradient(parameters).data()
      expectClose(gradient, architectureGolden(`${name}/gradient`).values, 1e-4)
    })

    // The derivatives of kernels are the same code on every backend; the others take seconds a model.
    it.runIf(backend === 'wasm')('gives the same parameter gradients of the squared gradient norm', async () => {
      const { names, parameters, inputGradient } = tiny()
      const slopes = tf.tidy(() =>
        tf.grads((...values: tf.Tensor[]) => {
          const squares = tf.sum(tf.square(inputGradient(values)), [1, 2, 3])
          return tf.mean(squares) as tf.Scalar
        })(parameters),
      )
      const wanted = names.filter((parameter) => !parameter.includes('running_'))
      const found = await Promise.all(
        wanted.map(async (parameter) => {
          const slope = slopes[names.indexOf(parameter)] as tf.Tensor
          return digest(parameter, (await slope.data()) as Float32Array)
        }),
      )
      const expected = wanted.map((parameter) => [...architectureGolden(`${name}/slope/${parameter}`).values])
      const largest = Math.max(...expected.map(([size]) => size as number))
      for (const [i, parameter] of wanted.entries()) {
        // Of a parameter that all but nothing depends on, rounding is left.
        const scale = Math.max(expected[i]?.[0] as number, 1e-4 * largest)
        const errors = (found[i] as number[]).map((value, j) => Math.abs(value - (expected[i]?.[j] as number)) / scale)
        expect(Math.max(...errors), parameter).toBeLessThan(1e-3)
      }
    })
  })
})
