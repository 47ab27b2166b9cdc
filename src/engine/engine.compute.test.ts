import { beforeAll, describe, expect, it } from 'vitest'
import { prepareBackend } from '../testing/backends'
import { readRepositoryFile } from '../testing/goldens'
import { messageOf } from '../testing/sentence'
import { type Eps01, type PixelImage, pixels01 } from '../units'
import { Engine } from './engine'
import { JobCancelled, UNCONTROLLED } from './jobControl'
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
  it('frees all that it used, and leaves the others unchanged', async () => {
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

  it('waits for a computation that is in the middle of it', async () => {
    const { engine } = createEngine()
    const before = held()
    await engine.loadModel(NATURAL)
    const found = await engine.keepingModels(async () => {
      const asked = await engine.ask({ modelId: NATURAL.id, image, label: 3 })
      engine.unloadModel(NATURAL.id)
      expect(await messageOf(() => predict(engine, NATURAL.id, 0))).toContain('is not loaded')
      return asked.gradient('loss')
    })
    expect(found.every(Number.isFinite)).toBe(true)
    expect(held()).toEqual(before)
  })

  it('does nothing if it is not loaded', () => {
    const { engine } = createEngine()
    const before = held()
    engine.unloadModel('nobody')
    expect(held()).toEqual(before)
  })

  it('keeps memory constant over repeated loading', async () => {
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

describe('an attack', () => {
  it('that minimises the norm reports the size of what it found, not the budget', async () => {
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
  it('does not use the backend', async () => {
    const { engine } = createEngine()
    const before = held()
    const { manifest } = await engine.readModel(NATURAL)
    expect(manifest.id).toBe(NATURAL.id)
    expect(held()).toEqual(before)
  })

  it('stops when its bytes are no longer wanted', async () => {
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

  it('up to its manifest requests nothing else', async () => {
    const { engine, read } = createEngine()
    expect((await engine.readManifest(NATURAL)).name).toBe('Natural')
    expect(read).toEqual([NATURAL.manifestUrl])
  })

  it('up to its manifest checks it as loading does', async () => {
    const { engine } = createEngine()
    expect(await messageOf(() => engine.readManifest({ ...NATURAL, id: 'another' }))).toContain('field "id"')
  })
})
