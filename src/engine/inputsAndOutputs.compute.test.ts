import { beforeAll, describe, expect, it } from 'vitest'
import { prepareBackend } from '../testing/backends'
import { manifestOf } from '../testing/manifests'
import { onPixels, rgbNormalisation } from './inputsAndOutputs'
import * as tf from './tf'

beforeAll(() => prepareBackend('cpu'))

/** Two pixels of one image. */
const PIXELS = [0.1, 0.2, 0.4, 0.5, 0.7, 0.9]
const pixels = () => tf.tensor4d(PIXELS, [1, 1, 2, 3])
const input = { height: 2, width: 2, channels: 3 as const, mean: [0, 0, 0], std: [1, 1, 1] }

/** What a network is given, and d (sum of its inputs times 1, 2, ...) / d pixel. */
function given(described: Parameters<typeof manifestOf>[0]) {
  const manifest = manifestOf(described)
  const flat = (x: tf.Tensor4D) => tf.reshape(x, [1, -1]) as tf.Tensor2D
  const seen = onPixels(manifest, manifest.input, flat)
  const weighted = (x: tf.Tensor) => {
    const inputs = seen(x as tf.Tensor4D)
    return tf.sum(tf.mul(inputs, tf.range(1, inputs.size + 1))) as tf.Scalar
  }
  return { inputs: [...seen(pixels()).dataSync()], gradient: [...tf.grad(weighted)(pixels()).dataSync()] }
}

const expectClose = (found: readonly number[], wanted: readonly number[]) => {
  expect(found).toHaveLength(wanted.length)
  for (const [i, value] of wanted.entries()) expect(found[i]).toBeCloseTo(value, 6)
}

describe('a network takes', () => {
  it('RGB, normalised per channel', () => {
    const { inputs, gradient } = given({ input: { mean: [0.1, 0, 0], std: [1, 2, 1] } })
    expectClose(inputs, [0, 0.1, 0.4, 0.4, 0.35, 0.9])
    expectClose(gradient, [1, 1, 3, 4, 2.5, 6])
  })

  it('BGR, normalised in its own order', () => {
    const { inputs, gradient } = given({ input: { channelOrder: 'bgr', mean: [0.1, 0, 0], std: [1, 1, 2] } })
    expectClose(inputs, [0.3, 0.2, 0.05, 0.8, 0.7, 0.25])
    expectClose(gradient, [1.5, 2, 1, 3, 5, 4])
    const normalisation = { mean: [0, 0, 0.1], std: [2, 1, 1] }
    expect(rgbNormalisation({ ...input, channelOrder: 'bgr', mean: [0.1, 0, 0], std: [1, 1, 2] })).toEqual(
      normalisation,
    )
  })

  it('a grey image’s grey, and the luma of any other', () => {
    const { inputs, gradient } = given({ input: { channels: 1, mean: [0.1], std: [0.5] } })
    const luma = [0.299 * 0.1 + 0.587 * 0.2 + 0.114 * 0.4, 0.299 * 0.5 + 0.587 * 0.7 + 0.114 * 0.9]
    expectClose(
      inputs,
      luma.map((grey) => (grey - 0.1) / 0.5),
    )
    expectClose(gradient, [0.598, 1.174, 0.228, 1.196, 2.348, 0.456])
    expect(rgbNormalisation({ ...input, channels: 1, mean: [0.1], std: [0.5] }).std).toEqual([0.5, 0.5, 0.5])
  })
})

it('probabilities as logits with the same softmax, finite even for zero', () => {
  const network = () => tf.tensor2d([[0.25, 0.75, 0]])
  const manifest = manifestOf({ outputs: 'probabilities' })
  const logits = onPixels(manifest, manifest.input, network)(pixels())
  expectClose([...tf.softmax(logits).dataSync()], [0.25, 0.75, 0])
  expect([...logits.dataSync()].every(Number.isFinite)).toBe(true)
})
