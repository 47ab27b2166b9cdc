/** @file Layers of a few bytes that would take gigabytes, or make nothing of which a mean can be: refused in one sentence. */
import { beforeAll, expect, it } from 'vitest'
import { bytesOf } from '../../../images/datasets/testArchives'
import { prepareBackend } from '../../../testing/backends'
import { openedFiles } from '../../../testing/openedModel'
import { expectSentence, messageOf } from '../../../testing/sentence'
import * as tf from '../../tf'

beforeAll(() => prepareBackend('wasm'))

const SIDE = 32
const AS_IT_IS = { mean: [0, 0, 0], std: [1, 1, 1] }
const NO_BIAS = { activation: 'linear', use_bias: false }

interface Weight {
  readonly name: string
  readonly shape: readonly number[]
}

/** A model of a layer over the image, then the mean of each channel and a linear layer. */
function filesOf(class_name: string, settings: object, own: readonly Weight[] = []) {
  const weights = [...own, { name: 'd/kernel', shape: [3, 10] }].map((each) => ({ ...each, dtype: 'float32' }))
  const layers = [
    { class_name, config: { name: 'first', batch_input_shape: [null, SIDE, SIDE, 3], ...settings } },
    { class_name: 'GlobalAveragePooling2D', config: { name: 'mean' } },
    { class_name: 'Dense', config: { name: 'd', units: 10, ...NO_BIAS } },
  ]
  const model = {
    format: 'layers-model',
    modelTopology: { model_config: { class_name: 'Sequential', config: { name: 's', layers } } },
    weightsManifest: [{ paths: ['g.bin'], weights }],
  }
  const numbers = weights.reduce((sum, { shape }) => sum + shape.reduce((a, b) => a * b, 1), 0)
  return [
    { path: 'model.json', blob: new Blob([bytesOf(JSON.stringify(model))]) },
    { path: 'g.bin', blob: new Blob([new Float32Array(numbers).fill(0.1)]) },
  ]
}

const CONVOLUTION = { filters: 3, kernel_size: [3, 3], padding: 'same', ...NO_BIAS }
const KERNEL = [{ name: 'first/kernel', shape: [3, 3, 3, 3] }]

it.each([
  ['UpSampling2D', { size: [300, 300] }, 'more than the 67,108,864 numbers allowed'],
  ['UpSampling2D', { size: [0, 0] }, 'which holds no number'],
  ['Conv2D', { strides: [0, 0] }, 'more than the 67,108,864 numbers allowed'],
  ['Conv2D', { dilation_rate: [1e6, 1e6] }, 'which is too large'],
])('a layer %s of %j is refused', async (kind, unusual, said) => {
  const [settings, own] = kind === 'Conv2D' ? [{ ...CONVOLUTION, ...unusual }, KERNEL] : [unusual, []]
  const before = tf.memory().numTensors
  const message = await messageOf(async () => {
    const { classifier } = await openedFiles(filesOf(kind, settings, own), AS_IT_IS)
    try {
      tf.tidy(() => classifier.logits(tf.zeros([1, SIDE, SIDE, 3])).dispose())
    } finally {
      classifier.dispose()
    }
  })
  expectSentence(message, said)
  expect(tf.memory().numTensors).toBe(before)
})
