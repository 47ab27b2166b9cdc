import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { expectClose } from '../../testing/allclose'
import { askedModel } from '../../testing/askedModel'
import { askTiny } from '../../testing/askedTiny'
import { backendsUnderTest, prepareBackend } from '../../testing/backends'
import { readGoldens } from '../../testing/goldens'
import type { Pixels01 } from '../../units'
import type { Classifier } from '../classifier'
import { measureQuantity } from '../measureQuantity'
import * as tf from '../tf'
import { curvatureFrom } from './curvature'
import type { AskedModel } from './defineQuantity'
import { gradientCosine } from './gradAlign'
import { linearityError } from './linearity'
import { withUniformNoise } from './uniformNoise'

const golden = await readGoldens('geometry.safetensors')
const value = (name: string) => golden(name).values[0] as number
const pixelsOf = (name: string) => golden(name).values as Pixels01

describe.each(backendsUnderTest)('the geometry of the loss against PyTorch, on %s', (backend) => {
  let classifier: Classifier
  let asked: AskedModel

  beforeAll(async () => {
    await prepareBackend(backend)
    ;({ classifier, asked } = await askTiny('gelu-small'))
  })

  afterAll(() => classifier.dispose())

  it('a product with the Hessian, by double backward, which leaves no tensor', async () => {
    const before = tf.memory().numTensors
    const product = await asked.hessianProduct(Float32Array.from(golden('unit').values))
    expectClose(product, golden('product').values, 1e-4)
    expect(tf.memory().numTensors).toBe(before)
  })

  it('normalised curvature by power iteration', async () => {
    const { spectral, normalised } = await curvatureFrom(asked, Float32Array.from(golden('start').values))
    expect(spectral / value('spectral')).toBeCloseTo(1, 3)
    expect(normalised / value('normalised')).toBeCloseTo(1, 3)
  })

  // A GPU in software takes a minute for a power iteration, and these differ in plain arithmetic alone.
  const inNode = it.skipIf(backend === 'webgpu')

  inNode('curvature where the model is certain, and the Hessian as small as 10⁻⁶', async () => {
    const [factor, label] = [value('certain/factor'), value('certain/label')]
    const sharp = { ...classifier, logits: (pixels: tf.Tensor4D) => tf.mul(classifier.logits(pixels), factor) }
    const certain = askedModel(sharp as Classifier, asked.image, label)
    const { spectral, normalised } = await curvatureFrom(certain, Float32Array.from(golden('start').values))
    expect(spectral / value('certain/spectral')).toBeCloseTo(1, 2)
    expect(normalised / value('certain/normalised')).toBeCloseTo(1, 2)
  })

  inNode('no curvature where the logits are so far apart that the loss is flat', async () => {
    const flat = { ...classifier, logits: (pixels: tf.Tensor4D) => tf.mul(classifier.logits(pixels), 1e4) }
    const certain = askedModel(flat as Classifier, asked.image, value('certain/label'))
    expect(await curvatureFrom(certain, Float32Array.from(golden('start').values))).toEqual({
      spectral: 0,
      normalised: 0,
    })
    expect(await gradientCosine(certain, pixelsOf('noisy'))).toBeNull()
  })

  it('the local linearity error', async () => {
    const error = await linearityError(asked, pixelsOf('corners'), [...golden('shares').values])
    // A square of differences of losses that agree to three digits.
    expect(Math.abs(error / value('linearityError') - 1)).toBeLessThan(0.02)
  })

  it('the GradAlign cosine', async () => {
    expect(await gradientCosine(asked, pixelsOf('noisy'))).toBeCloseTo(value('cosine'), 5)
    const still = Float32Array.from(asked.image.pixels) as Pixels01
    expect(await gradientCosine(asked, still)).toBeCloseTo(1, 6)
  })

  it('as quantities they are the same whenever they are asked for', async () => {
    const measure = async (quantity: 'linearity' | 'gradAlign') => measureQuantity({ quantity }, asked)
    expect(await measure('linearity')).toEqual(await measure('linearity'))
    expect(await measure('gradAlign')).toEqual(await measure('gradAlign'))
    const { image } = asked
    const noisy = withUniformNoise(image, 0.1, 2, 1)
    const size = image.pixels.length
    const away = noisy.map((pixel, i) => Math.abs(pixel - (image.pixels[i % size] as number)))
    expect(Math.max(...away)).toBeLessThanOrEqual(0.1 + 1e-6)
    expect(away.reduce((sum, each) => sum + each, 0) / away.length).toBeCloseTo(0.05, 2)
  })
})
