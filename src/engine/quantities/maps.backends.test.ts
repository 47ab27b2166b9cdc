import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { expectClose } from '../../testing/allclose'
import { askTiny } from '../../testing/askedTiny'
import { backendsUnderTest, prepareBackend } from '../../testing/backends'
import { readGoldens } from '../../testing/goldens'
import type { Pixels01 } from '../../units'
import type { Classifier } from '../classifier'
import { measureQuantity } from '../measureQuantity'
import * as tf from '../tf'
import type { AskedModel } from './defineQuantity'
import { meanGradient, withNoise } from './smoothGrad'

const golden = await readGoldens('maps.safetensors')
describe.each(backendsUnderTest)('maps against captum, on %s', (backend) => {
  // Plain JavaScript is slow.
  const scalars = backend === 'cpu' ? (['margin'] as const) : (['loss', 'margin', 'logit'] as const)
  let classifier: Classifier
  let asked: AskedModel

  beforeAll(async () => {
    await prepareBackend(backend)
    ;({ classifier, asked } = await askTiny('gelu-small'))
  })

  afterAll(() => classifier.dispose())

  it.each(scalars)('SmoothGrad of the %s, with the same noise', async (gradientOf) => {
    const map = await meanGradient(asked, gradientOf, golden('noisy').values as Pixels01)
    expectClose(map, golden(`${gradientOf}/smoothGrad`).values, 1e-4)
  })

  it.each(scalars)('integrated gradients of the %s, and their sum', async (gradientOf) => {
    const before = tf.memory().numTensors
    const settings = { gradientOf }
    const { values, rise, sum } = await measureQuantity({ quantity: 'integratedGradients', settings }, asked)
    const expected = golden(`${gradientOf}/integratedGradients`).values
    expectClose(values, expected, 1e-4)
    expect(rise).toBeCloseTo(golden(`${gradientOf}/rise`).values[0] as number, 4)
    expectClose([sum], [expected.reduce((total, value) => total + value, 0)], 1e-3)
    expect(tf.memory().numTensors).toBe(before)
  })

  it.each(scalars)('gradient times input of the %s', async (gradientOf) => {
    const settings = { gradientOf }
    const { values, l1, l2 } = await measureQuantity({ quantity: 'gradientTimesInput', settings }, asked)
    const expected = golden(`${gradientOf}/gradientTimesInput`).values
    expectClose(values, expected, 1e-4)
    const sum = (of: (value: number) => number) => expected.reduce((total, value) => total + of(value), 0)
    expectClose([l1, l2], [sum(Math.abs), Math.sqrt(sum((value) => value * value))], 1e-4)
  })

  it('SmoothGrad draws Gaussian noise of the stated size, the same for every model', () => {
    const { image } = asked
    const noisy = withNoise(image)
    expect(withNoise(image)).toEqual(noisy)
    const size = image.pixels.length
    const noise = noisy.map((value, i) => value - (image.pixels[i % size] as number))
    const mean = noise.reduce((sum, value) => sum + value, 0) / noise.length
    const deviation = Math.sqrt(noise.reduce((sum, value) => sum + value * value, 0) / noise.length)
    const range = Math.max(...image.pixels) - Math.min(...image.pixels)
    expect(Math.abs(mean)).toBeLessThan(0.002)
    expect(deviation / range).toBeCloseTo(0.15, 2)
    expect(noise.slice(0, size)).not.toEqual(noise.slice(size, 2 * size))
  })
})
