import { beforeAll, describe, expect, it } from 'vitest'
import { backendsUnderTest, prepareBackend } from '../../testing/backends'
import { readGoldenIndex, readGoldens, readRepositoryFile } from '../../testing/goldens'
import { eps255, type Picture, type Pixels01, toEps01 } from '../../units'
import { loadClassifier } from '../checkpoints/loadClassifier'
import type { StoredTensor } from '../checkpoints/safetensors'
import type { Classifier } from '../classifier'
import { Engine } from '../engine'
import { JobCancelled, UNCONTROLLED } from '../jobControl'
import * as tf from '../tf'
import { gradientAttack } from './loop'
import { pgdStep } from './pgd'
import type { AttackSettings } from './types'

const index = await readGoldenIndex()
const settings: AttackSettings = {
  epsilon: toEps01(eps255(index.pgd.epsilon255)),
  stepSize: toEps01(eps255(index.pgd.stepSize255)),
  steps: index.pgd.steps,
  randomStartSeed: null,
}
/**
 * Pixels whose gradient is all but zero may take the other sign in float32, and then differ by a whole step. The surer
 * a model is of its picture, the more: its gradient hangs on p - 1, of which float32 keeps few digits.
 */
const MAX_SHARE_OF_OTHER_SIGNS = 0.005

const locationOf = (id: string) => ({
  id,
  manifestUrl: `models/${id}/manifest.json`,
  weightsUrl: `models/${id}/weights.safetensors`,
})
const readFile = (_: string, url: string) => readRepositoryFile(url)
const toTensor = ({ values }: StoredTensor) => tf.tensor4d(values, [1, 32, 32, 3])

function shareOfDifferent(actual: ArrayLike<number>, expected: ArrayLike<number>): number {
  let different = 0
  for (let i = 0; i < expected.length; i++) {
    if (Math.abs((actual[i] as number) - (expected[i] as number)) > 1e-6) different++
  }
  return different / expected.length
}

describe.each(backendsUnderTest)('PGD on %s', (backend) => {
  beforeAll(() => prepareBackend(backend))

  describe.each(Object.entries(index.models))('against PyTorch, %s', (id, { file }) => {
    let classifier: Classifier
    beforeAll(async () => {
      classifier = await loadClassifier(locationOf(id), readFile)
    })

    it.each(Object.entries(index.pictures))('takes the same steps on %s', async (name, { label }) => {
      const golden = await readGoldens(file)
      const pixels = toTensor(golden(`${name}/pixels`))
      const target = { classifier, pixels, labels: tf.tensor1d([label], 'int32') }
      const losses = golden(`${name}/pgd/losses`).values
      for (let step = 1; step <= settings.steps; step++) {
        // From PyTorch's own iterate each time, so that one pixel's other sign does not grow into another path.
        const before = golden(step === 1 ? `${name}/pgd/start` : `${name}/pgd/iterate${step - 1}`)
        const run = await gradientAttack(target, 1, UNCONTROLLED, {
          start: () => toTensor(before),
          step: (current, gradient) => pgdStep(current, gradient, pixels, settings),
        })
        const after = golden(`${name}/pgd/iterate${step}`).values
        expect(shareOfDifferent(await run.attacked.data(), after)).toBeLessThanOrEqual(MAX_SHARE_OF_OTHER_SIGNS)
        expect(run.losses[0]).toBeCloseTo(losses[step - 1] as number, 3)
        tf.dispose([run.attacked, run.logits])
      }
      tf.dispose([pixels, target.labels])
    })

    it('ends a whole attack with the same loss', async () => {
      const golden = await readGoldens(file)
      const [name, { label }] = Object.entries(index.pictures)[0] as [string, { label: number }]
      const pixels = toTensor(golden(`${name}/pixels`))
      const target = { classifier, pixels, labels: tf.tensor1d([label], 'int32') }
      const run = await gradientAttack(target, settings.steps, UNCONTROLLED, {
        start: () => toTensor(golden(`${name}/pgd/start`)),
        step: (current, gradient) => pgdStep(current, gradient, pixels, settings),
      })
      const expected = golden(`${name}/pgd/losses`).values
      expect(run.losses).toHaveLength(expected.length)
      const last = expected.at(-1) as number
      expect(Math.abs((run.losses.at(-1) as number) - last) / last).toBeLessThan(0.01)
      tf.dispose([run.attacked, run.logits, pixels, target.labels])
    })
  })

  describe('properties', () => {
    const [id] = Object.keys(index.models) as [string]
    const engine = new Engine(readFile)
    let picture: Picture
    beforeAll(async () => {
      await engine.loadModel(locationOf(id))
      const golden = await readGoldens((index.models[id] as { file: string }).file)
      picture = { pixels: golden('cifar10_00_3/pixels').values as Pixels01, height: 32, width: 32 }
    })
    const attack = (change: Partial<AttackSettings>, control = UNCONTROLLED) =>
      engine.attack({ modelId: id, picture, label: 3, attackId: 'pgd', settings: { ...settings, ...change } }, control)

    it('stays in the ball and in [0, 1], and raises the loss', async () => {
      const { attacked, losses } = await attack({ steps: 3, randomStartSeed: 5 })
      for (const [i, value] of attacked.entries()) {
        expect(value).toBeGreaterThanOrEqual(0)
        expect(value).toBeLessThanOrEqual(1)
        expect(Math.abs(value - (picture.pixels[i] as number))).toBeLessThanOrEqual(settings.epsilon + 1e-7)
      }
      expect(losses).toHaveLength(4)
      expect(losses.at(-1)).toBeGreaterThan(losses[0] as number)
    })

    it('gives the same result for the same seed, and another for another', async () => {
      const first = await attack({ steps: 2, randomStartSeed: 1 })
      const second = await attack({ steps: 2, randomStartSeed: 1 })
      const other = await attack({ steps: 2, randomStartSeed: 2 })
      expect(second.attacked).toEqual(first.attacked)
      expect(other.attacked).not.toEqual(first.attacked)
    })

    it('leaves the picture as it is at epsilon 0', async () => {
      const { attacked } = await attack({ steps: 1, epsilon: toEps01(eps255(0)), randomStartSeed: 1 })
      expect(attacked).toEqual(picture.pixels)
    })

    it('leaves no tensor behind, whether it ends or is cancelled', async () => {
      await attack({ steps: 1 })
      const before = tf.memory().numTensors
      await attack({ steps: 2 })
      await engine.inspect({ modelId: id, picture, label: null })
      const cancelled = attack({ steps: 5 }, { checkpoint: () => Promise.reject(new JobCancelled()) })
      await expect(cancelled).rejects.toThrow(JobCancelled)
      expect(tf.memory().numTensors).toBe(before)
    })
  })
})
