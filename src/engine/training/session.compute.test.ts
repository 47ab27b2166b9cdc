import { beforeAll, describe, expect, it } from 'vitest'
import { prepareBackend } from '../../testing/backends'
import { expectSentence, messageOf } from '../../testing/sentence'
import { IMAGES, NATURAL, tinyResNet } from '../../testing/tinyRun'
import { colouredImages, tinyWeights } from '../../testing/tinyTraining'
import { findArchitecture } from '../architectures/registry'
import { buildClassifier } from '../checkpoints/loadClassifier'
import { parseManifest } from '../checkpoints/manifest'
import { Engine } from '../engine'
import { JobCancelled } from '../jobControl'
import * as tf from '../tf'
import { describeTraining } from './describeTraining'
import type { MemoryLimits } from './footprint'
import { TrainingSession } from './session'

const SIDE = 6
const images = {
  train: IMAGES,
  heldOut: colouredImages(16, SIDE, SIDE, 2),
  heldOutFrom: 'a test',
  shortage: null,
}
const judging = { attack: { epsilon255: 8, stepSize255: 4, steps: 2 }, mapImages: 6 }
const settings = { ...NATURAL, objective: { id: 'gradient-norm', settings: { epsilon255: 8 } } }
const isNormOrNull = (value: unknown): boolean => value === null || (typeof value === 'number' && value > 0)
const ALL = { most: 1000, withinMs: 1e9 }

function classifier() {
  const { manifest } = tinyResNet()
  const architecture = findArchitecture(manifest.architecture.name)
  return buildClassifier({
    manifest,
    architecture,
    settings: architecture.parseSettings(manifest.architecture),
    weights: tinyWeights(),
  })
}

async function start(change: Partial<typeof settings> = {}, limits?: MemoryLimits) {
  const from = classifier()
  try {
    return await TrainingSession.start(from, { settings: { ...settings, ...change }, ...judging }, images, limits)
  } finally {
    from.dispose()
  }
}

beforeAll(() => prepareBackend('wasm'))

describe('a training session', () => {
  const steps = 12
  const schedule = { learningRate: 5e-3, steps }

  it('ends the same to the bit when interrupted and resumed', async () => {
    const whole = await start({ schedule })
    await whole.step(ALL)
    const expected = await whole.state()
    whole.dispose()

    const first = await start({ schedule })
    await first.step({ most: 4, withinMs: 1e9 })
    await first.measure()
    await first.step({ most: 1, withinMs: 1e9 })
    const kept = structuredClone(await first.state())
    // Taken after what was kept, and lost with the tab.
    await first.step({ most: 2, withinMs: 1e9 })
    first.dispose()

    const second = TrainingSession.resume(kept, judging, images)
    expect(second.started.step).toBe(5)
    const { reports } = await second.step(ALL)
    expect(reports.map(({ step }) => step)).toEqual([6, 7, 8, 9, 10, 11, 12])
    const { tensors } = await second.state()
    second.dispose()
    expect(Buffer.from(tensors).equals(Buffer.from(expected.tensors))).toBe(true)
  })

  it('takes its steps in slices, and no more than the run has', async () => {
    const session = await start({ schedule })
    expect((await session.step({ most: 5, withinMs: 1e9 })).reports).toHaveLength(5)
    expect((await session.step({ most: 5, withinMs: 0 })).reports, 'after its time').toHaveLength(1)
    expect((await session.step(ALL)).reports).toHaveLength(6)
    expect((await session.step(ALL)).reports).toEqual([])
    session.dispose()
  })

  it('is cancelled within one step, and reports the earlier ones later', async () => {
    const session = await start({ schedule })
    const before = tf.memory().numTensors
    const told: number[] = []
    let isCancelled = false
    const control = {
      checkpoint: async (step: number) => {
        if (isCancelled) throw new JobCancelled()
        told.push(step)
        isCancelled = step === 2
      },
    }
    await expect(session.step(ALL, control)).rejects.toThrow(JobCancelled)
    // It was cancelled while the third was under way.
    expect([told, session.started.step]).toEqual([[0, 1, 2], 3])
    isCancelled = false
    const { reports } = await session.step({ most: 2, withinMs: 1e9 }, control)
    expect(reports.map(({ step }) => step)).toEqual([1, 2, 3, 4, 5])
    expect(tf.memory().numTensors).toBe(before)
    session.dispose()
  })

  it('splits batches if memory is short, and ends the same', async () => {
    const limits = { budgetBytes: 1e9, largestBytes: 1e9 }
    const whole = await start({ schedule }, limits)
    const { microBatchSize, memory } = whole.started
    expect([microBatchSize, memory?.budgetBytes]).toEqual([4, 1e9])
    const room = { ...limits, budgetBytes: 2.5 * (memory?.bytesPerImage ?? 0) + 80_000 }
    const parted = await start({ schedule }, room)
    expect(parted.started.microBatchSize).toBe(2)
    const [one] = (await whole.step({ most: 1, withinMs: 0 })).reports
    const [other] = (await parted.step({ most: 1, withinMs: 0 })).reports
    expect(other!.loss).toBeCloseTo(one!.loss, 5)
    expect(other!.gradientNorm / one!.gradientNorm).toBeCloseTo(1, 4)
    const resumed = TrainingSession.resume(await parted.state(), judging, images)
    expect(resumed.started).toMatchObject({ microBatchSize: 2, memory: null })
    for (const session of [whole, parted, resumed]) session.dispose()
  })

  it('splits its batches as requested', async () => {
    const session = await start({ schedule, microBatchSize: 3 } as never)
    expect(session.started).toMatchObject({ microBatchSize: 3, memory: null })
    session.dispose()
  })

  it('measures held-out images, and maps the watched ones', async () => {
    const session = await start({ schedule })
    const { images: watched } = session.started
    const { step, figures, maps, divergence } = await session.measure()
    expect([step, figures.images, divergence]).toEqual([0, 16, null])
    expect(watched).toHaveLength(6)
    expect(maps.map(({ gradient }) => gradient.length)).toEqual(watched.map(({ pixels }) => pixels.length))
    session.dispose()
  })

  it('has the same maps as a loaded model', async () => {
    const session = await start({ schedule })
    const { images: watched } = session.started
    const { maps } = await session.measure()
    const files = await session.files({ id: 'before', name: 'Before' })
    session.dispose()
    const engine = new Engine(async (name) =>
      name === 'manifest' ? new TextEncoder().encode(files.manifest).buffer : files.weights,
    )
    await engine.loadModel({ id: 'before', manifestUrl: '', weightsUrl: '' })
    for (const [i, { label, ...image }] of watched.entries()) {
      const asked = { modelId: 'before', image, label }
      const { values, l1 } = await engine.measure({ quantity: 'gradient', ...asked })
      const { correlation } = await engine.measure({ quantity: 'alignment', ...asked })
      const map = maps[i] ?? expect.fail()
      expect(Math.max(...values.map((value, at) => Math.abs(value - (map.gradient[at] as number))))).toBeLessThan(1e-6)
      expect(map.gradientL1).toBeCloseTo(l1, 4)
      expect(map.edgeAlignment).toBeCloseTo(correlation as number, 4)
    }
    engine.unloadModel('before')
  })

  it('lowers what it penalises, and makes a model that can be loaded', async () => {
    const session = await start({ schedule: { ...schedule, steps: 30 } })
    const before = await session.measure()
    await session.step(ALL)
    const after = await session.measure()
    expect(after.figures.meanGradientL1).toBeLessThan(before.figures.meanGradientL1)
    const files = await session.files({ id: 'trained-1', name: 'Trained' })
    session.dispose()
    const engine = new Engine(async (name) =>
      name === 'manifest' ? new TextEncoder().encode(files.manifest).buffer : files.weights,
    )
    const { manifest } = await engine.loadModel({ id: 'trained-1', manifestUrl: '', weightsUrl: '' })
    expect(manifest.training).toMatchObject({ objective: 'gradient-norm', epsilon255: 8, startedFrom: 'tiny', seed: 1 })
    expect(manifest.training.recipe).toMatchObject({ stepsTaken: 30, batchSize: 4 })
    engine.unloadModel('trained-1')
  })

  it('puts the last figures into its model, also when resumed', async () => {
    const session = await start({ schedule: { ...schedule, steps: 30 } })
    await session.step(ALL)
    const { figures: measured } = await session.measure()
    const tensors = tf.memory().numTensors
    const named = { id: 'trained-1', name: 'Trained' }
    const files = await session.files(named)
    expect(tf.memory().numTensors, 'tensors left').toBe(tensors)
    const kept = await session.state()
    session.dispose()
    const { figures } = parseManifest(files.manifest)
    const { gradients, robustAccuracy, images: count, cleanAccuracy, split } = figures ?? expect.fail('no figures')
    expect([count, cleanAccuracy]).toEqual([16, (measured.robust + measured.fooled) / 16])
    expect(split).toContain('held out, a test')
    expect(robustAccuracy).toEqual([
      {
        ...{ attack: 'pgd', epsilon255: 8, stepSize255: 4, steps: 2, norm: 'Linf', restarts: 1, images: 16 },
        accuracy: measured.robust / 16,
        meanGradientL1Robust: expect.toSatisfy(isNormOrNull),
        meanGradientL1NotRobust: expect.toSatisfy(isNormOrNull),
      },
    ])
    expect(gradients?.images).toBe(16)
    expect(gradients?.loss.meanL1).toBeCloseTo(measured.meanGradientL1, 4)
    expect(gradients?.loss.meanAlignment).toBeCloseTo(measured.meanEdgeAlignment as number, 4)
    for (const of of ['loss', 'margin', 'logit'] as const) {
      const { l1, meanL1 } = gradients?.[of] ?? expect.fail(of)
      expect(meanL1).toBeGreaterThan(l1[0] as number)
      expect(meanL1).toBeLessThan(l1.at(-1) as number)
    }

    const resumed = TrainingSession.resume(kept, judging, images)
    const again = await resumed.files(named)
    resumed.dispose()
    expect(again.manifest).toBe(files.manifest)
  })

  it('returns its held-out images, with their classes', async () => {
    const session = await start({ schedule })
    const { heldOut } = images
    const size = SIDE * SIDE * 3
    expect(session.heldOutImage(5)).toEqual({
      ...{ height: SIDE, width: SIDE, label: `class ${heldOut.labels[5]}` },
      pixels: heldOut.pixels.slice(5 * size, 6 * size),
    })
    for (const wrong of [-1, 16, 0.5]) expectSentence(await messageOf(() => session.heldOutImage(wrong)), '16')
    session.dispose()
  })

  it('reports steps that diverge, and stays where it was measured last', async () => {
    const session = await start({
      schedule: { learningRate: 9, steps: 400 },
      clipNorm: null,
      optimizer: { id: 'sgd' },
    } as never)
    await session.measure()
    const { divergence } = await session.step(ALL)
    expect(divergence?.rolledBackTo).toBe(0)
    const { figures } = await session.measure()
    expect(Number.isFinite(figures.meanLoss)).toBe(true)
    session.dispose()
  })

  it('leaves nothing on the backend', async () => {
    const before = tf.memory().numTensors
    const session = await start({ schedule })
    await session.step({ most: 2, withinMs: 1e9 })
    await session.measure()
    await session.files({ id: 'a', name: 'A' })
    const resumed = TrainingSession.resume(await session.state(), judging, images)
    resumed.dispose()
    session.dispose()
    expect(tf.memory().numTensors).toBe(before)
  })
})

describe('the settings of a training', () => {
  const { objectives, optimizers } = describeTraining()

  it('are described with bounds and usual values', () => {
    const found = objectives.find(({ id }) => id === 'gradient-norm')
    expect(found).toMatchObject({ derivatives: 'second', terms: ['(2 − λ) CE', 'λ ε ‖∇L‖'] })
    expect(found?.defaults).toMatchObject({ lambda: 1.2, epsilon255: 8, norm: 'l1' })
    expect(found?.settings).toContainEqual(expect.objectContaining({ name: 'lambda', min: 0, max: 2, isAbove: false }))
    expect(found?.settings).toContainEqual(
      expect.objectContaining({ kind: 'choice', name: 'norm', values: ['l1', 'l2', 'squaredL2'] }),
    )
  })

  it('have a default each', () => {
    for (const { settings, defaults } of [...objectives, ...optimizers]) {
      expect(Object.keys(defaults)).toEqual(settings.map(({ name }) => name))
    }
  })
})
