import { beforeAll, describe, expect, it } from 'vitest'
import { expectClose, relativeError } from '../../../testing/allclose'
import { backendsUnderTest, prepareBackend } from '../../../testing/backends'
import { type GoldenIndex, readGoldenIndex, readGoldens } from '../../../testing/goldens'
import { installSecondDerivatives, removeSecondDerivatives } from '../../backend/secondDerivatives'
import type { StoredTensor } from '../../checkpoints/safetensors'
import { crossEntropy } from '../../gradients/crossEntropy'
import * as tf from '../../tf'
import type { Parameters } from '../types'
import { swin } from './network'

const index: GoldenIndex = await readGoldenIndex()
const golden = await readGoldens(index.tinySwins.file)
const byTimm = await readGoldens(index.tinySwins.timmFile)
const NAMES = Object.keys(index.tinySwins.models)

/** One of the goldens' tiny models, such as "gelu-2", whose windows have a side of 2, with its batch. */
function tinyModel(name: string) {
  const { models, classes, mean, std, labels } = index.tinySwins
  const settings = swin.parseSettings(models[name])
  const toTensor = ({ values, shape }: StoredTensor) => tf.tensor(values, [...shape])
  const names = [...swin.parameterShapes(settings, classes).keys()]
  const parameters = names.map((parameter) => toTensor(golden(`${name}/weights/${parameter}`)))
  const pixels = toTensor(golden('pixels')) as tf.Tensor4D
  const logits = (x: tf.Tensor4D, values: readonly tf.Tensor[]) => {
    const named: Parameters = new Map(names.map((parameter, i) => [parameter, values[i] as tf.Tensor]))
    const normalised = tf.div(tf.sub(x, [...mean]), [...std]) as tf.Tensor4D
    return swin.logits(swin.prepare(named, settings), settings, normalised)
  }
  const losses = (x: tf.Tensor4D, values: readonly tf.Tensor[]) =>
    crossEntropy(logits(x, values), tf.tensor1d([...labels], 'int32'))
  const inputGradient = (values: readonly tf.Tensor[]) =>
    tf.grad((x) => tf.sum(losses(x as tf.Tensor4D, values)))(pixels)
  return { names, parameters, pixels, logits, losses, inputGradient }
}

type TinyModel = ReturnType<typeof tinyModel>

/** What training descends, a mean over the batch. The L1 norm's derivative holds signs, some of nearly nothing. */
const MEASURES = {
  loss: {
    of: ({ losses, pixels }: TinyModel, values: tf.Tensor[]) => tf.mean(losses(pixels, values)),
    tolerance: 1e-4,
  },
  l1: {
    of: ({ inputGradient }: TinyModel, values: tf.Tensor[]) =>
      tf.mean(tf.sum(tf.abs(inputGradient(values)), [1, 2, 3])),
    tolerance: 5e-3,
  },
  squaredL2: {
    of: ({ inputGradient }: TinyModel, values: tf.Tensor[]) =>
      tf.mean(tf.sum(tf.square(inputGradient(values)), [1, 2, 3])),
    tolerance: 1e-3,
  },
} as const

function parameterGradients(model: TinyModel, measure: keyof typeof MEASURES): tf.Tensor[] {
  const { of } = MEASURES[measure]
  return tf.tidy(() => tf.grads((...values: tf.Tensor[]) => of(model, values) as tf.Scalar)(model.parameters))
}

/** Softmax takes no notice of what all keys share, so their bias has no gradient; only rounding is left of it. */
function withoutKeys(parameter: string, values: ArrayLike<number>): ArrayLike<number> {
  if (!parameter.endsWith('attn.qkv.bias')) return values
  const width = values.length / 3
  return Array.from(values).filter((_, i) => i < width || i >= 2 * width)
}

describe.each(backendsUnderTest)('Swin against PyTorch on %s', (backend) => {
  beforeAll(() => prepareBackend(backend))

  describe.each(NAMES)('%s', (name) => {
    // Plain JavaScript, and a GPU in software, take seconds for a second derivative, which is much the same for all.
    const measures =
      backend === 'wasm' ? (['loss', 'l1', 'squaredL2'] as const) : name === NAMES[0] ? (['squaredL2'] as const) : []

    it('gives the same logits, also as timm', async () => {
      const { pixels, parameters, logits } = tinyModel(name)
      const values = await logits(pixels, parameters).data()
      expectClose(values, golden(`${name}/logits`).values, 1e-5)
      expectClose(values, byTimm(`${name}/logits`).values, 1e-5)
    })

    it('gives the same input gradient, also as timm', async () => {
      const { parameters, inputGradient } = tinyModel(name)
      const values = await inputGradient(parameters).data()
      expectClose(values, golden(`${name}/gradient`).values, 1e-5)
      expectClose(values, byTimm(`${name}/gradient`).values, 1e-5)
    })

    it.each(measures)('gives the same parameter gradients of %s', async (measure) => {
      const model = tinyModel(name)
      const gradients = parameterGradients(model, measure)
      for (const [i, parameter] of model.names.entries()) {
        const actual = withoutKeys(parameter, await (gradients[i] as tf.Tensor).data())
        const expected = withoutKeys(parameter, golden(`${name}/mean/${measure}/${parameter}`).values)
        expectClose(actual, expected, MEASURES[measure].tolerance)
      }
    })

    it('leaves no tensor after a forward pass', () => {
      const { pixels, parameters, logits } = tinyModel(name)
      const before = tf.memory().numTensors
      tf.dispose(tf.tidy(() => logits(pixels, parameters)))
      expect(tf.memory().numTensors).toBe(before)
    })
  })

  it('gives wrong parameter gradients without the corrected kernels', async () => {
    const model = tinyModel('gelu-2')
    removeSecondDerivatives()
    try {
      const at = model.names.indexOf('layers.0.blocks.0.attn.proj.weight')
      const gradient = parameterGradients(model, 'squaredL2')[at] as tf.Tensor
      const expected = golden(`gelu-2/mean/squaredL2/${model.names[at]}`).values
      expect(relativeError(await gradient.data(), expected)).toBeGreaterThan(0.05)
    } finally {
      installSecondDerivatives()
    }
  })
})

// Which products there are does not depend on the backend.
describe.each(backendsUnderTest.filter((backend) => backend === 'wasm'))('Swin of full size on %s', (backend) => {
  beforeAll(() => prepareBackend(backend))

  it('has as many parameters and multiply-adds as in Python', async () => {
    const { architecture, classes, side, parameters: count, multiplyAdds } = index.tinySwins.fullSize
    const settings = swin.parseSettings(architecture)
    const shapes = [...swin.parameterShapes(settings, classes)]
    expect(shapes.reduce((sum, [, shape]) => sum + tf.util.sizeFromShape([...shape]), 0)).toBe(count)
    const parameters: Parameters = new Map(shapes.map(([name, shape]) => [name, tf.fill([...shape], 0.01)]))
    const prepared = tf.tidy(() => swin.prepare(parameters, settings) as unknown as tf.TensorContainer)
    const run = await tf.profile(() => swin.logits(prepared as never, settings, tf.ones([1, side, side, 3])))
    const products = run.kernels.filter(({ name }) => name === 'BatchMatMul')
    const counted = products.map(({ inputShapes, outputShapes }) => {
      const [a, out] = [inputShapes[0] as number[], outputShapes[0] as number[]]
      return (a.at(-1) as number) * tf.util.sizeFromShape(out)
    })
    expect(counted.reduce((sum, products) => sum + products, 0)).toBe(multiplyAdds)
  })
})

const GOOD = index.tinySwins.fullSize.architecture as Record<string, unknown>

describe('the settings of a Swin', () => {
  it.each([
    [{ heads: [3, 6] }, /"architecture\.heads" is \[3,6\], which must have as many entries as "depths"/],
    [{ heads: [3, 5, 12] }, /"architecture\.heads" is \[3,5,12\], which must divide "embed_dim"/],
    [{ window: 0 }, /"architecture\.window" is 0/],
    [{ window: 1e9 }, /"architecture\.window" is 1000000000/],
    [{ patch: 1.5 }, /"architecture\.patch" is 1\.5/],
    [{ mlp_ratio: 1e-3 }, /"architecture\.mlp_ratio" is 0\.001, which must leave at least one hidden unit/],
    [{ embed_dim: undefined }, /"architecture\.embed_dim" is missing/],
    [{ activation: 'sine' }, /"architecture\.activation" is "sine"/],
    [{ depths: [2, 0, 2] }, /"architecture\.depths\.1" is 0/],
  ])('are refused with %o', (wrong, sentence) => {
    expect(() => swin.parseSettings({ ...GOOD, ...wrong })).toThrow(sentence)
  })

  const check = (changed: object, height: number, width: number) =>
    swin.checkInput?.(swin.parseSettings({ ...GOOD, ...changed }), height, width, 3)

  it.each([
    [32, 32],
    [64, 32],
  ])('fit images of %i x %i', (height, width) => {
    expect(() => check({}, height, width)).not.toThrow()
  })

  it.each([
    [{ patch: 3 }, 32, 32, /"architecture\.patch" is 3, which does not divide the input's side of 32 pixels/],
    [{ window: 5 }, 32, 32, /"architecture\.window" is 5, which does not divide the side of 16 tokens .* stage 1/],
    [{ window: 8 }, 32, 32, /"architecture\.window" is 8, which does not divide the side of 4 tokens .* stage 3/],
    [{ window: 1 }, 32, 36, /"architecture\.depths" is \[2,2,2\], but a side of 9 tokens cannot be halved for stage 3/],
  ])('are refused with %o for images of %i x %i', (changed, height, width, sentence) => {
    expect(() => check(changed, height, width)).toThrow(sentence)
  })
})
