/** @file What quantities share: one pass over an image, however many of them need it. */
import { beforeAll, describe, expect, it, vi } from 'vitest'
import { prepareBackend } from '../testing/backends'
import { readRepositoryFile } from '../testing/goldens'
import { expectSentence, messageOf } from '../testing/sentence'
import { type PixelImage, pixels01 } from '../units'
import { Engine } from './engine'
import { SharedPasses } from './gradients/sharedPasses'
import * as tf from './tf'

const id = 'cifar10-resnet-gelu-natural'
const NATURAL = { id, manifestUrl: `models/${id}/manifest.json`, weightsUrl: `models/${id}/weights.safetensors` }
const grey = (value: number): PixelImage => ({
  pixels: pixels01(new Float32Array(32 * 32 * 3).fill(value)),
  height: 32,
  width: 32,
})
const image = grey(0.5)
const held = () => ({ tensors: tf.memory().numTensors, buffers: tf.memory().numDataBuffers })

beforeAll(() => prepareBackend('wasm'))

describe('quantities', () => {
  /** With the number of times that the model was run. */
  async function createCounted() {
    const engine = new Engine((_, url) => readRepositoryFile(url))
    await engine.loadModel(NATURAL)
    const runs = vi.spyOn(engine.classifierOf(NATURAL.id).logits.fused!, 'forward')
    const measureAll = async (label: number | null, of: PixelImage, gradientOf: 'loss' | 'margin' = 'loss') => {
      runs.mockClear()
      const copy = structuredClone(of)
      for (const quantity of ['gradient', 'alignment', 'prediction'] as const) {
        const settings = quantity === 'prediction' ? {} : { gradientOf }
        await engine.measure({ quantity, settings, modelId: NATURAL.id, image: copy, label })
      }
      return runs.mock.calls.length
    }
    return { engine, measureAll }
  }

  it('share one pass over an image, and are recomputed for another', async () => {
    const { engine, measureAll } = await createCounted()
    const before = held()
    expect(await measureAll(3, image)).toBe(1)
    expect(await measureAll(3, image, 'margin'), 'of another scalar').toBe(1)
    expect(await measureAll(3, image), 'going back').toBe(0)
    expect(await measureAll(4, image), 'at another label').toBe(1)
    expect(await measureAll(3, grey(0.25)), 'of another image').toBe(1)
    expect(await measureAll(null, grey(0.75)), 'at the prediction, which comes first').toBe(2)
    expect(held()).toEqual(before)
    engine.unloadModel(NATURAL.id)
  })

  it('belong to the image and label of the call, whatever was asked before', async () => {
    const { engine, measureAll } = await createCounted()
    const asked = { quantity: 'gradient', modelId: NATURAL.id, image: grey(0.25), label: 3 } as const
    const alone = await engine.measure(asked)
    await measureAll(4, image, 'margin')
    await measureAll(4, grey(0.25))
    expect(await engine.measure(asked)).toEqual(alone)
    expect((await engine.measure({ ...asked, label: 4 })).values).not.toEqual(alone.values)
    engine.unloadModel(NATURAL.id)
  })

  it('have gradients at other pixels too, kept apart from the image’s own', async () => {
    const { engine } = await createCounted()
    const classifier = engine.classifierOf(NATURAL.id)
    const passes = new SharedPasses(classifier, image)
    const other = grey(0.25)
    const elsewhere = await passes.gradient('loss', 3, other.pixels)
    expect(elsewhere).toEqual(await new SharedPasses(classifier, other).gradient('loss', 3))
    expect(await passes.gradient('loss', 3)).not.toEqual(elsewhere)
    engine.unloadModel(NATURAL.id)
  })

  it('belong to the model last loaded under an id', async () => {
    const { engine, measureAll } = await createCounted()
    await measureAll(3, image)
    await engine.loadModel(NATURAL)
    const runs = vi.spyOn(engine.classifierOf(NATURAL.id).logits.fused!, 'forward')
    await engine.measure({ quantity: 'prediction', modelId: NATURAL.id, image, label: 3 })
    expect(runs).toHaveBeenCalledOnce()
    engine.unloadModel(NATURAL.id)
  })

  it('refuse a class that the model lacks, in one sentence', async () => {
    const { engine } = await createCounted()
    expectSentence(
      await messageOf(() => engine.measure({ quantity: 'prediction', modelId: NATURAL.id, image, label: 10 })),
      '10',
      '0 to 9',
    )
    engine.unloadModel(NATURAL.id)
  })
})
