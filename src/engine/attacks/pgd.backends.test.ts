import { beforeAll, describe, expect, it } from 'vitest'
import { backendsUnderTest, prepareBackend } from '../../testing/backends'
import { firstOfEachArchitecture, readGoldenIndex, readGoldens, readRepositoryFile } from '../../testing/goldens'
import { expectSentence, messageOf } from '../../testing/sentence'
import { eps255, type PixelImage, type Pixels01, toEps01 } from '../../units'
import { loadClassifier } from '../checkpoints/loadClassifier'
import type { Classifier } from '../classifier'
import { Engine } from '../engine'
import { JobCancelled, type JobControl, UNCONTROLLED } from '../jobControl'
import * as tf from '../tf'
import type { AttackBatchInput, AttackedImage } from '../types'
import { attackImages } from './loop/attackImages'
import { type PgdSettings, pgd } from './pgd'

const index = await readGoldenIndex()
const settings: PgdSettings = {
  ...pgd.defaults('linf', toEps01(eps255(index.pgd.epsilon255))),
  steps: index.pgd.steps,
  stepSize: { rule: 'fixed', size: toEps01(eps255(index.pgd.stepSize255)) },
  randomStart: false,
}
/**
 * Pixels whose gradient is all but zero may take the other sign in float32, and then differ by a whole step. The surer
 * a model is of its image, the more: its gradient hangs on p - 1, of which float32 keeps few digits.
 */
const MAX_SHARE_OF_OTHER_SIGNS = 0.005

const locationOf = (id: string) => ({
  id,
  manifestUrl: `models/${id}/manifest.json`,
  weightsUrl: `models/${id}/weights.safetensors`,
})
const readFile = (_: string, url: string) => readRepositoryFile(url)
type Golden = Awaited<ReturnType<typeof readGoldens>>

function shareOfDifferent(actual: ArrayLike<number>, expected: ArrayLike<number>): number {
  let different = 0
  for (let i = 0; i < expected.length; i++) {
    if (Math.abs((actual[i] as number) - (expected[i] as number)) > 1e-6) different++
  }
  return different / expected.length
}

describe.each(backendsUnderTest)('PGD on %s', (backend) => {
  beforeAll(() => prepareBackend(backend))

  // Models of one architecture run the same code: each has its first here, which sees one image, on the
  // quick backend the very first all. Plain JavaScript and a GPU in software take seconds an image.
  const models = firstOfEachArchitecture(index.models).slice(0, backend === 'wasm' ? undefined : 2)
  describe.each(models)('against PyTorch, %s', (id, { file }) => {
    const isFirst = id === models[0]?.[0]
    const takesAll = isFirst && backend === 'wasm'
    const images = Object.entries(index.images).slice(0, takesAll ? undefined : 1)
    let classifier: Classifier
    beforeAll(async () => {
      classifier = await loadClassifier(locationOf(id), readFile)
    })

    it.each(images)('takes the same steps on %s', async (name, { label }) => {
      const golden = await readGoldens(file)
      const losses = golden(`${name}/pgd/losses`).values
      for (let step = 1; step <= settings.steps; step++) {
        // From PyTorch's own iterate each time, so that one pixel's other sign does not grow into another path.
        const before = step === 1 ? 'start' : `iterate${step - 1}`
        const { attacked, losses: own } = await attackFrom(golden, name, label, before, 1)
        expect(shareOfDifferent(attacked, golden(`${name}/pgd/iterate${step}`).values)).toBeLessThanOrEqual(
          MAX_SHARE_OF_OTHER_SIGNS,
        )
        expect(own[0]).toBeCloseTo(losses[step - 1] as number, 3)
      }
    })

    it.each(images.slice(0, isFirst ? 1 : 0))(
      'ends a whole attack with the same loss on %s',
      async (name, { label }) => {
        const golden = await readGoldens(file)
        const { losses } = await attackFrom(golden, name, label, 'start', settings.steps)
        const expected = golden(`${name}/pgd/losses`).values
        expect(losses).toHaveLength(expected.length)
        const last = expected.at(-1) as number
        expect(Math.abs((losses.at(-1) as number) - last) / last).toBeLessThan(0.01)
      },
    )

    /** From one of PyTorch's iterates. */
    async function attackFrom(golden: Golden, name: string, label: number, iterate: string, steps: number) {
      const [attacked] = await attackImages(
        classifier,
        {
          pixels: golden(`${name}/pixels`).values as Pixels01,
          labels: [label],
          attack: { id: 'pgd', settings: { ...settings, steps } },
          starts: golden(`${name}/pgd/${iterate}`).values as Float32Array,
          stopWhenFooled: false,
        },
        UNCONTROLLED,
      )
      return attacked as AttackedImage
    }
  })

  describe('through the engine', () => {
    const [id] = Object.keys(index.models) as [string]
    const engine = new Engine(readFile)
    const settingsOfTwo: PgdSettings = { ...settings, steps: 2, randomStart: true, seed: 5 }
    const choice = { id: 'pgd', settings: settingsOfTwo } as const
    let image: PixelImage
    beforeAll(async () => {
      await engine.loadModel(locationOf(id))
      const golden = await readGoldens((index.models[id] as { file: string }).file)
      image = { pixels: golden('cifar10_00_3/pixels').values as Pixels01, height: 32, width: 32 }
    })

    it('stays in the ball and in [0, 1], and raises the loss, in a batch too', async () => {
      const { attacked, losses, verdict, zeroGradient } = await engine.attack(
        { modelId: id, image, label: 3, attack: choice },
        UNCONTROLLED,
      )
      for (const [i, value] of attacked.entries()) {
        expect(value).toBeGreaterThanOrEqual(0)
        expect(value).toBeLessThanOrEqual(1)
        expect(Math.abs(value - (image.pixels[i] as number))).toBeLessThanOrEqual(settings.epsilon + 1e-7)
      }
      expect(zeroGradient).toBe(false)
      expect(losses).toHaveLength(3)
      expect(losses.at(-1)).toBeGreaterThan(losses[0] as number)
      const batch = { modelId: id, pixels: image.pixels, labels: [3], attack: choice, stopWhenFooled: false }
      const [same] = await engine.attackBatch(batch, UNCONTROLLED)
      expect(same).toMatchObject({ attacked, verdict, iterations: 2, run: 'PGD, start 1' })
    })

    it('leaves no tensor behind, whether it ends or is cancelled', async () => {
      const attack = (control: JobControl) => engine.attack({ modelId: id, image, label: 3, attack: choice }, control)
      await attack(UNCONTROLLED)
      const before = tf.memory().numTensors
      await attack(UNCONTROLLED)
      const cancelled = attack({ checkpoint: () => Promise.reject(new JobCancelled()) })
      await expect(cancelled).rejects.toThrow(JobCancelled)
      expect(tf.memory().numTensors).toBe(before)
    })

    it.each([
      ['a model that is not there', { modelId: 'none' }, '"none"'],
      ['settings that make no attack', { attack: { id: 'pgd', settings: { ...settings, steps: 0 } } }, '0'],
      ['a label that the model has not', { labels: [10] }, '10'],
      ['pixels that are not of the labels', { labels: [3, 3] }, '6144'],
      ['a target without an image', { targets: [1, 2] }, '2'],
      ['an epsilon below 0', { epsilons: [-1] }, '-1'],
      ['a batch of none', { batchSize: 0 }, '0'],
    ] as const)('says in a sentence what is wrong with %s', async (_, change, part) => {
      const input = { modelId: id, pixels: image.pixels, labels: [3], attack: choice, ...change }
      const message = await messageOf(() => engine.attackBatch(input as AttackBatchInput, UNCONTROLLED))
      expectSentence(message, part)
    })
  })
})
