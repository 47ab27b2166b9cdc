import { beforeAll, describe, expect, it } from 'vitest'
import { expectClose } from '../../testing/allclose'
import { backendsUnderTest, prepareBackend } from '../../testing/backends'
import { gradientError, uniform } from '../../testing/finiteDifferences'
import { readGoldens, readRepositoryFile } from '../../testing/goldens'
import { messageOf } from '../../testing/sentence'
import type { PixelImage, Pixels01 } from '../../units'
import { Engine } from '../engine'
import type { QuantityChoice } from '../measureQuantity'
import type { QuantityId } from '../quantities/registry'
import * as tf from '../tf'
import { logitTerms } from './scalarGradient'
import { GRADIENT_SCALARS, type GradientScalarId } from './scalars/registry'

const golden = await readGoldens('gradients.safetensors')
const MODELS = ['cifar10-resnet-gelu-natural', 'cifar10-swin-gelu-adversarial']
/** The model is all but certain of the second. */
const IMAGES = { cifar10_03_0: 0, cifar10_19_6: 6 }
const ids = GRADIENT_SCALARS.map(({ id }) => id)

const scalar = (id: GradientScalarId) => GRADIENT_SCALARS.find((each) => each.id === id)!

/** Values and gradients in the logits. */
async function inLogits(id: GradientScalarId, rows: number[][], classes: number[]) {
  const labels = tf.tensor1d(classes, 'int32')
  const of = (logits: tf.Tensor) => scalar(id).of(logitTerms(logits as tf.Tensor2D, labels))
  const [values, gradient] = tf.tidy(() => {
    const logits = tf.tensor2d(rows)
    return [of(logits), tf.grad((z) => tf.sum(of(z)))(logits)]
  }) as [tf.Tensor, tf.Tensor]
  const read = { values: Array.from(await values.data()), gradient: Array.from(await gradient.data()) }
  tf.dispose([labels, values, gradient])
  return read
}

describe.each(backendsUnderTest)('gradient scalars on %s', (backend) => {
  beforeAll(() => prepareBackend(backend))

  it('the margin and the true logit match their names, image by image', async () => {
    const rows = [
      [5, 1, 2, 0],
      [0, 3, -1, 9],
    ]
    expect(await inLogits('margin', rows, [0, 1])).toEqual({ values: [3, -6], gradient: [1, 0, -1, 0, 0, 1, 0, -1] })
    expect(await inLogits('logit', rows, [0, 1])).toEqual({ values: [5, 3], gradient: [1, 0, 0, 0, 0, 1, 0, 0] })
  })

  it('the margin uses the first of equal others, and may be zero', async () => {
    const ties = [
      [1, 7, 7, 7],
      [4, 4, 4, 4],
    ]
    expect(await inLogits('margin', ties, [0, 1])).toEqual({ values: [-6, 0], gradient: [1, -1, 0, 0, -1, 1, 0, 0] })
  })

  it.each(ids)('%s has the slope of finite differences, and leaves no tensor', async (id) => {
    const before = tf.memory().numTensors
    const labels = tf.tensor1d([2, 0, 4], 'int32')
    const logits = uniform([3, 5], -2, 2)
    const of = (z: tf.Tensor): tf.Tensor => tf.sum(scalar(id).of(logitTerms(z as tf.Tensor2D, labels)))
    expect(await gradientError(of, logits, 0.02)).toBeLessThan(1e-3)
    tf.dispose([labels, logits])
    expect(tf.memory().numTensors).toBe(before)
  })

  describe.each(MODELS)('%s, against PyTorch in float64', (modelId) => {
    const engine = new Engine((_, url) => readRepositoryFile(url))

    beforeAll(async () => {
      const [manifestUrl, weightsUrl] = ['manifest.json', 'weights.safetensors'].map((f) => `models/${modelId}/${f}`)
      await engine.loadModel({ id: modelId, manifestUrl: manifestUrl!, weightsUrl: weightsUrl! })
    })

    // Plain JavaScript and a GPU in software are slow.
    const images = Object.entries(IMAGES).slice(0, backend === 'wasm' ? undefined : 1)
    const cases = images.flatMap(([name, label]) => ids.map((id) => [id, name, label] as const))
    it.each(cases)('the gradient of the %s on %s', async (id, name, label) => {
      const image: PixelImage = { pixels: golden(`pixels/${name}`).values as Pixels01, height: 32, width: 32 }
      const at = (what: string) => golden(`${modelId}/${name}/${id}/${what}`).values
      const asked = { modelId, image, label, settings: { gradientOf: id } }
      const gradient = await engine.measure({ quantity: 'gradient', ...asked })
      const alignment = await engine.measure({ quantity: 'alignment', ...asked })
      const { logits, loss } = await engine.measure({ quantity: 'prediction', modelId, image, label })
      expect(gradient.gradientOf).toBe(id)
      expectClose(gradient.values, at('gradient'), 1e-3)
      expectClose([gradient.l1], at('l1'), 1e-3)
      expectClose([gradient.l2], at('l2'), 1e-3)
      expect(alignment.correlation).toBeCloseTo(at('alignment')[0] as number, 3)
      const others = Array.from(logits, (logit, k) => (k === label ? Number.NEGATIVE_INFINITY : logit))
      const own = logits[label] as number
      const value = { loss, margin: own - Math.max(...others), logit: own }[id]
      expectClose([value], at('value'), 1e-3)
    })
  })
})

it('unknown scalars and quantities are refused with a list of known ones', async () => {
  const engine = new Engine((_, url) => readRepositoryFile(url))
  const [manifestUrl, weightsUrl] = ['manifest.json', 'weights.safetensors'].map((f) => `models/${MODELS[0]}/${f}`)
  await prepareBackend(backendsUnderTest[0]!)
  await engine.loadModel({ id: MODELS[0]!, manifestUrl: manifestUrl!, weightsUrl: weightsUrl! })
  const image: PixelImage = { pixels: golden('pixels/cifar10_03_0').values as Pixels01, height: 32, width: 32 }
  const input = { modelId: MODELS[0]!, image, label: 0 }
  const settings = { gradientOf: 'temperature' as GradientScalarId }
  const refusal = (choice: QuantityChoice) => messageOf(() => engine.measure({ ...input, ...choice }))
  expect(await refusal({ quantity: 'gradient', settings })).toMatch(/"temperature".+Loss, Logit margin, True logit/)
  expect(await refusal({ quantity: 'temperature' as QuantityId })).toMatch(/"temperature".+gradient, alignment/)
})
