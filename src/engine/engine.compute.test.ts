import { beforeAll, describe, expect, it, vi } from 'vitest'
import { prepareBackend } from '../testing/backends'
import { readRepositoryFile } from '../testing/goldens'
import { expectSentence, messageOf } from '../testing/sentence'
import { type Eps01, type PixelImage, pixels01 } from '../units'
import { Engine } from './engine'
import { SharedPasses } from './gradients/sharedPasses'
import { JobCancelled, UNCONTROLLED } from './jobControl'
import { QUANTITY_IDS } from './quantities/registry'
import * as tf from './tf'

const NATURAL = locationOf('cifar10-resnet-gelu-natural')
const ROBUST = locationOf('cifar10-resnet-gelu-adversarial')
const image: PixelImage = { pixels: pixels01(new Float32Array(32 * 32 * 3).fill(0.5)), height: 32, width: 32 }

function locationOf(id: string) {
  return { id, manifestUrl: `models/${id}/manifest.json`, weightsUrl: `models/${id}/weights.safetensors` }
}

const held = () => ({ tensors: tf.memory().numTensors, buffers: tf.memory().numDataBuffers })

/** With the addresses that it reads, in order. */
function createEngine() {
  const read: string[] = []
  const engine = new Engine((_, url) => {
    read.push(url)
    return readRepositoryFile(url)
  })
  return { engine, read }
}

const predict = (engine: Engine, modelId: string, label: number | null) =>
  engine.measure({ quantity: 'prediction', modelId, image, label })

beforeAll(() => prepareBackend('cpu'))

describe('unloading a model', () => {
  it('gives back all that it held, and leaves the others as they are', async () => {
    const { engine } = createEngine()
    const before = held()
    await engine.loadModel(NATURAL)
    const withOne = held()
    expect(withOne.tensors).toBeGreaterThan(before.tensors + 10)
    await engine.loadModel(ROBUST)
    await engine.measure({ quantity: 'gradient', modelId: ROBUST.id, image, label: null })
    engine.unloadModel(ROBUST.id)
    expect(held()).toEqual(withOne)
    expect((await predict(engine, NATURAL.id, 0)).logits).toHaveLength(10)
    expect(await messageOf(() => predict(engine, ROBUST.id, 0))).toContain('is not loaded')
    engine.unloadModel(NATURAL.id)
    expect(held()).toEqual(before)
  })

  it('that is not loaded does nothing', () => {
    const { engine } = createEngine()
    const before = held()
    engine.unloadModel('nobody')
    expect(held()).toEqual(before)
  })

  it('and loading it again and again holds no more than once', async () => {
    const { engine } = createEngine()
    await engine.loadModel(NATURAL)
    const once = held()
    for (let i = 0; i < 3; i++) {
      engine.unloadModel(NATURAL.id)
      await engine.loadModel(NATURAL)
    }
    // Without an unloading in between, too.
    await engine.loadModel(NATURAL)
    expect(held()).toEqual(once)
    engine.unloadModel(NATURAL.id)
  })
})

describe('quantities', () => {
  const grey = (value: number) => ({ ...image, pixels: pixels01(image.pixels.map(() => value)) })

  /** With the number of times that the model was run. */
  async function createCounted() {
    const { engine } = createEngine()
    await engine.loadModel(NATURAL)
    const runs = vi.spyOn(engine.classifierOf(NATURAL.id), 'logits')
    const measureAll = async (label: number | null, of: PixelImage, gradientOf: 'loss' | 'margin' = 'loss') => {
      runs.mockClear()
      const copy = structuredClone(of)
      for (const quantity of QUANTITY_IDS) {
        const settings = quantity === 'prediction' ? {} : { gradientOf }
        await engine.measure({ quantity, settings, modelId: NATURAL.id, image: copy, label })
      }
      return runs.mock.calls.length
    }
    return { engine, measureAll }
  }

  it('share one pass over the image, and are computed again for another', async () => {
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

  it('are those of the image and the label that are asked for, whatever was asked before', async () => {
    const { engine, measureAll } = await createCounted()
    const asked = { quantity: 'gradient', modelId: NATURAL.id, image: grey(0.25), label: 3 } as const
    const alone = await engine.measure(asked)
    await measureAll(4, image, 'margin')
    await measureAll(4, grey(0.25))
    expect(await engine.measure(asked)).toEqual(alone)
    expect((await engine.measure({ ...asked, label: 4 })).values).not.toEqual(alone.values)
    engine.unloadModel(NATURAL.id)
  })

  it('have gradients at other pixels too, which are not taken for those of the image', async () => {
    const { engine } = await createCounted()
    const classifier = engine.classifierOf(NATURAL.id)
    const passes = new SharedPasses(classifier, image)
    const other = grey(0.25)
    const elsewhere = await passes.gradient('loss', 3, other.pixels)
    expect(elsewhere).toEqual(await new SharedPasses(classifier, other).gradient('loss', 3))
    expect(await passes.gradient('loss', 3)).not.toEqual(elsewhere)
    engine.unloadModel(NATURAL.id)
  })

  it('are of the model that was loaded last under an id', async () => {
    const { engine, measureAll } = await createCounted()
    await measureAll(3, image)
    await engine.loadModel(NATURAL)
    const runs = vi.spyOn(engine.classifierOf(NATURAL.id), 'logits')
    await predict(engine, NATURAL.id, 3)
    expect(runs).toHaveBeenCalledOnce()
    engine.unloadModel(NATURAL.id)
  })

  it('refuse a class that the model has not, in one sentence', async () => {
    const { engine } = await createCounted()
    expectSentence(await messageOf(() => predict(engine, NATURAL.id, 10)), '10', '0 to 9')
    engine.unloadModel(NATURAL.id)
  })
})

describe('an attack', () => {
  it('that looks for the least norm tells the size of what it found, not the budget', async () => {
    const { engine } = createEngine()
    await engine.loadModel(NATURAL)
    const { label } = await predict(engine, NATURAL.id, null)
    const settings = { norm: 'linf', epsilon: 0.5 as Eps01, seed: 0, steps: 2, targetClasses: 1, restarts: 1 } as const
    const input = { modelId: NATURAL.id, image, label, attack: { id: 'fabT', settings } } as const
    const { attacked, size, verdict, maximised, minimisesNorm } = await engine.attack(input, UNCONTROLLED)
    expect(verdict).toBe('fooled')
    expect(size).toBeCloseTo(Math.max(...attacked.map((value) => Math.abs(value - 0.5))), 6)
    expect(size).toBeGreaterThan(0)
    expect(size).toBeLessThan(0.25)
    expect(maximised.unit).toBe('logits')
    expect(minimisesNorm).toBe(true)
    engine.unloadModel(NATURAL.id)
  })
})

describe('reading a model', () => {
  it('leaves the backend alone', async () => {
    const { engine } = createEngine()
    const before = held()
    const { manifest } = await engine.readModel(NATURAL)
    expect(manifest.id).toBe(NATURAL.id)
    expect(held()).toEqual(before)
  })

  it('ends where its bytes are wanted no more', async () => {
    const engine = new Engine(async (_, url, __, onBytes) => {
      await onBytes?.(1)
      return readRepositoryFile(url)
    })
    const steps: number[][] = []
    const checkpoint = async (...step: [number, number]) => {
      steps.push(step)
      throw new JobCancelled()
    }
    await expect(engine.readModel(NATURAL, { checkpoint })).rejects.toThrow(JobCancelled)
    expect(steps, 'of the bytes that the manifest states').toEqual([[1, 1_251_012]])
  })

  it('no further than its manifest asks for nothing else', async () => {
    const { engine, read } = createEngine()
    expect((await engine.readManifest(NATURAL)).name).toBe('Natural')
    expect(read).toEqual([NATURAL.manifestUrl])
  })

  it('no further than its manifest checks it as loading does', async () => {
    const { engine } = createEngine()
    expect(await messageOf(() => engine.readManifest({ ...NATURAL, id: 'another' }))).toContain('field "id"')
  })
})
