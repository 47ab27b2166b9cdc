import { beforeAll, describe, expect, it } from 'vitest'
import { expectClose, relativeError } from '../../../testing/allclose'
import { backendsUnderTest, prepareBackend } from '../../../testing/backends'
import {
  tinyGolden as golden,
  TINY_LABELS,
  TINY_MEAN,
  TINY_MODELS,
  TINY_STD,
  tinyResNet,
} from '../../../testing/tinyResNets'
import { installSecondDerivatives, removeSecondDerivatives } from '../../backend/secondDerivatives'
import { crossEntropy } from '../../gradients/crossEntropy'
import * as tf from '../../tf'
import type { Parameters } from '../types'
import { resnet } from './network'

/** One of the goldens' tiny models, such as "gelu-stride-2", with its batch. */
function tinyModel(name: string) {
  const { settings, names, parameters, pixels } = tinyResNet(name)
  const logits = (x: tf.Tensor4D, values: readonly tf.Tensor[]) => {
    const named: Parameters = new Map(names.map((parameter, i) => [parameter, values[i] as tf.Tensor]))
    const normalised = tf.div(tf.sub(x, [...TINY_MEAN]), [...TINY_STD]) as tf.Tensor4D
    return resnet.logits(resnet.prepare(named, settings), settings, normalised)
  }
  const losses = (x: tf.Tensor4D, values: readonly tf.Tensor[]) =>
    crossEntropy(logits(x, values), tf.tensor1d([...TINY_LABELS], 'int32'))
  return { names, parameters, pixels, logits, losses }
}

type TinyModel = ReturnType<typeof tinyModel>

/** d/dw of a norm of the input gradient, mean over the batch, for every parameter. */
function normGradients({ parameters, pixels, losses }: TinyModel, norm: (gradient: tf.Tensor) => tf.Tensor) {
  return tf.tidy(() =>
    tf.grads((...values: tf.Tensor[]) => {
      const gradient = tf.grad((x) => tf.sum(losses(x as tf.Tensor4D, values)))(pixels)
      return tf.mean(tf.sum(norm(gradient), [1, 2, 3]))
    })(parameters),
  )
}

/** The L1 norm's derivative holds signs: where a gradient is all but zero, float32 may see the other one. */
const NORMS = {
  l1: { of: tf.abs, tolerance: 5e-3 },
  squaredL2: { of: tf.square, tolerance: 1e-3 },
} as const

/** Running statistics are frozen: they have no golden gradient. */
const isTrained = (name: string) => !name.includes('running_')

describe.each(backendsUnderTest)('ResNet against PyTorch on %s', (backend) => {
  beforeAll(() => prepareBackend(backend))

  describe.each([...TINY_MODELS])('%s', (name) => {
    // The two norms differ in their last step alone. Plain JavaScript, and a GPU in software, take seconds for each.
    const isFirst = name === TINY_MODELS[0]
    const norms = backend === 'wasm' ? (['l1', 'squaredL2'] as const) : isFirst ? (['squaredL2'] as const) : []

    it('gives the same logits', async () => {
      const { pixels, parameters, logits } = tinyModel(name)
      expectClose(await logits(pixels, parameters).data(), golden(`${name}/logits`).values, 1e-5)
    })

    it('gives the same input gradient', async () => {
      const { pixels, parameters, losses } = tinyModel(name)
      const gradient = tf.grad((x) => tf.sum(losses(x as tf.Tensor4D, parameters)))(pixels)
      expectClose(await gradient.data(), golden(`${name}/gradient`).values, 1e-4)
    })

    it.each(norms)('gives the same parameter gradients of the %s norm', async (norm) => {
      const model = tinyModel(name)
      const gradients = normGradients(model, NORMS[norm].of)
      for (const [i, parameter] of model.names.entries()) {
        if (!isTrained(parameter)) continue
        const expected = golden(`${name}/mean/${norm}/${parameter}`).values
        expectClose(await (gradients[i] as tf.Tensor).data(), expected, NORMS[norm].tolerance)
      }
    })
  })

  it('gives wrong parameter gradients without the corrected kernels', async () => {
    const model = tinyModel('gelu-small')
    removeSecondDerivatives()
    try {
      const gradients = normGradients(model, NORMS.squaredL2.of)
      const at = model.names.indexOf('conv1.weight')
      const expected = golden('gelu-small/mean/squaredL2/conv1.weight').values
      expect(relativeError(await (gradients[at] as tf.Tensor).data(), expected)).toBeGreaterThan(0.05)
    } catch (error) {
      expect(String(error)).toMatch(/gradient/i)
    } finally {
      installSecondDerivatives()
    }
  })
})
