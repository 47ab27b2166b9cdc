/** @file A run on the real engine, with a tiny model and files of a person's own: the worker alone is not there. */
import { beforeAll, describe, expect, it, vi } from 'vitest'
import { CIFAR10_CLASSES } from '../../classes/lists/small'
import { attackImages } from '../../engine/attacks/loop/attackImages'
import { ATTACKS, type AttackChoice } from '../../engine/attacks/registry'
import type { Manifest } from '../../engine/checkpoints/manifest'
import type { Classifier } from '../../engine/classifier'
import { describeAttacks } from '../../engine/evaluation/describeAttacks'
import { Evaluator } from '../../engine/evaluation/evaluator'
import { UNCONTROLLED } from '../../engine/jobControl'
import * as tf from '../../engine/tf'
import { DataSets } from '../../images/datasets/dataSets'
import { cifar10Pixels, cifar10Record, dataFile } from '../../images/datasets/testArchives'
import { argMax } from '../../numbers/argMax'
import type { EvaluationForm, EvaluationRun } from '../../store/evaluation/evaluation'
import { tinyClassifier } from '../../testing/attackGoldens'
import { prepareBackend } from '../../testing/backends'
import { createFakeApp, type FakeApp, memoryStorage, newestKept } from '../../testing/fakeApp'
import type { Answers } from '../../testing/fakeWorkers'
import { type Eps01, eps255, type Pixels01, toEps01 } from '../../units'
import { readingFrom } from '../../worker/imageReading'

/** More than one block of 32. */
const COUNT = 34
const SIDE = 32
const FEW = { count: 12, seed: 1, split: 'usual' } as const
const EPSILONS = [0.5, 2, 6].map((epsilon) => toEps01(eps255(epsilon)))
const attack: AttackChoice = {
  id: 'pgd',
  settings: { ...ATTACKS.pgd.defaults('linf', EPSILONS[2] as Eps01), steps: 2, seed: 3 },
}

let classifiers: Map<string, Classifier>
/** By the model "one" itself, but for the first, which is labelled wrongly. */
let labels: number[]
const pixels = Float32Array.from(
  Array.from({ length: COUNT }, (_, i) => [...cifar10Pixels(i)]).flat(),
  (byte) => byte / 255,
) as Pixels01

beforeAll(async () => {
  await prepareBackend('wasm')
  const tiny = tinyClassifier(SIDE)
  const named = (name: string, logits = tiny.logits): Classifier => ({
    ...tiny,
    manifest: {
      ...tiny.manifest,
      name,
      classes: [...CIFAR10_CLASSES],
      weights: { sha256: name.padEnd(64, '0') } as Manifest['weights'],
    },
    logits,
  })
  const mirrored = named('two', (x) => tf.tidy(() => tiny.logits(tf.reverse(x, 2))))
  classifiers = new Map([
    ['one', named('one')],
    ['two', mirrored],
  ])
  const logits = tf.tidy(() => tiny.logits(tf.tensor4d(pixels, [COUNT, SIDE, SIDE, 3])).arraySync() as number[][])
  labels = logits.map((row) => argMax(Float32Array.from(row)))
  labels[0] = ((labels[0] as number) + 1) % 10
})

function createApp(storage = memoryStorage()): FakeApp {
  const dataSets = new DataSets()
  const classifierOf = (id: string) => classifiers.get(id) ?? expect.fail(`there is no "${id}"`)
  const evaluator = new Evaluator(classifierOf, readingFrom(dataSets))
  const answers: Partial<Answers> = {
    openDataSet: (source, control) => dataSets.open(source, control),
    closeDataSet: ({ id }) => void dataSets.close(id),
    dataSetSubset: (input) => dataSets.subset(input),
    describeAttacks: () => describeAttacks(),
    attackProblem: ({ modelId, attack }) => evaluator.attackProblem(modelId, attack),
    judge: (input, control) => evaluator.judge(input, control),
    transfer: (input, control) => evaluator.transfer(input, control),
    checkFlags: (input, control) => evaluator.checkFlags(input, control),
  }
  const manifests = Object.fromEntries([...classifiers].map(([id, { manifest }]) => [id, manifest]))
  return createFakeApp({ manifests, answers, storage })
}

const run = (app: FakeApp): EvaluationRun => app.state().evaluation.run ?? expect.fail('there is no run')

async function open(app: FakeApp): Promise<void> {
  await app.session.start()
  await app.untilIdle()
  await app.until(() => expect(app.state().evaluation.attacks.map(({ id }) => id)).toContain('pgd'))
  const records = labels.map((label, i) => cifar10Record(label, i))
  await app.actions.openDataSet({ files: [dataFile('test_batch.bin', ...records)] })
  expect(app.state().evaluation.dataSet.error).toBeNull()
}

async function begin(app: FakeApp, form: Partial<EvaluationForm>): Promise<void> {
  await open(app)
  app.actions.setEvaluation({
    dataSet: { count: COUNT, seed: 1, split: 'usual' },
    epsilons: EPSILONS,
    attack,
    flags: null,
    ...form,
  })
  await app.actions.runs.evaluation.start()
  expect(app.state().evaluation.problem).toBeNull()
}

const untilDone = (app: FakeApp) =>
  vi.waitFor(() => expect([run(app).status, run(app).message]).toEqual(['done', null]), {
    interval: 20,
    timeout: 50_000,
  })

/** Of the model "one", asked without any of this: for each image whether it is robust, and how large what fooled it is. */
async function attackOne(epsilonOf: (index: number) => number, indices: readonly number[] = [...labels.keys()]) {
  const perImage = SIDE * SIDE * 3
  const own = Float32Array.from(
    indices.flatMap((index) => [...pixels.subarray(index * perImage, (index + 1) * perImage)]),
  )
  const results = await attackImages(
    classifiers.get('one') as Classifier,
    {
      pixels: own as Pixels01,
      labels: indices.map((index) => labels[index] as number),
      indices,
      epsilons: indices.map(epsilonOf),
      attack,
    },
    UNCONTROLLED,
  )
  return results.map(({ verdict, attacked }, place) => ({
    isRobust: verdict === 'robust',
    size: attacked.reduce((max, value, i) => Math.max(max, Math.abs(value - (own[place * perImage + i] as number))), 0),
  }))
}

describe('accuracy against epsilon', () => {
  it('equals that of direct attacks, with images fooled at a smaller one', async () => {
    const app = createApp()
    await begin(app, { measure: 'accuracy', modelIds: ['one'] })
    await untilDone(app)
    const { results } = run(app)
    if (results.id !== 'accuracy') return expect.fail('it is no curve')
    let robust = labels.map((_, index) => index > 0)
    const expected = [robust.filter(Boolean).length]
    for (const epsilon of EPSILONS) {
      const attacked = await attackOne(() => epsilon)
      robust = robust.map((wasRobust, index) => wasRobust && attacked[index]!.isRobust)
      expected.push(robust.filter(Boolean).length)
    }
    expect(results.curves[0]?.points.map(({ robust }) => robust)).toEqual(expected)
    expect(expected[0]).toBe(COUNT - 1)
    expect(new Set(expected).size, 'they fall from epsilon to epsilon').toBeGreaterThan(2)
  })

  it('is unchanged by a pause, a reload, and opening the files again', async () => {
    const whole = createApp()
    const form = { measure: 'accuracy', epsilons: EPSILONS.slice(1) } as const
    await begin(whole, form)
    await untilDone(whole)

    const storage = memoryStorage()
    const before = createApp(storage)
    await begin(before, form)
    // In the middle of the third job.
    await before.until(() => expect(run(before).records.length).toBeGreaterThanOrEqual(2))
    before.actions.runs.evaluation.pause()
    expect(run(before).status).toBe('paused')
    expect(run(before).records.length).toBeLessThan(run(whole).records.length)
    await before.until(async () => expect((await newestKept(storage, 'evaluation'))?.status).toBe('paused'))

    const after = createApp(storage)
    await after.until(() => expect(run(after).status).toBe('paused'))
    await open(after)
    await after.actions.runs.evaluation.resume()
    await untilDone(after)
    expect(run(after).records).toEqual(run(whole).records)
    expect(run(after).results).toEqual(run(whole).results)
  })
})

it('the smallest epsilon equals that of a search by hand', async () => {
  const app = createApp()
  const search = { start: toEps01(eps255(4)), doublings: 2, bisections: 2 }
  await begin(app, { measure: 'minimalEpsilon', modelIds: ['one'], search, dataSet: FEW })
  await untilDone(app)
  const { results } = run(app)
  if (results.id !== 'minimalEpsilon') return expect.fail('it is no search')

  const { indices: all } = run(app).plan
  const sizes = labels.map(() => Number.POSITIVE_INFINITY)
  const low = labels.map(() => 0)
  const high = labels.map(() => Number.POSITIVE_INFINITY)
  const attackAll = async (epsilonOf: (index: number) => number, indices: number[]) => {
    if (indices.length === 0) return
    for (const [place, { isRobust, size }] of (await attackOne(epsilonOf, indices)).entries()) {
      const index = indices[place] as number
      if (isRobust) low[index] = epsilonOf(index)
      else {
        high[index] = epsilonOf(index)
        sizes[index] = Math.min(sizes[index] as number, size)
      }
    }
  }
  for (const epsilon of [4, 8, 16])
    await attackAll(
      () => epsilon / 255,
      all.filter((index) => high[index] === Number.POSITIVE_INFINITY),
    )
  for (let i = 0; i < search.bisections; i++) {
    const middles = labels.map((_, index) => ((low[index] as number) + (high[index] as number)) / 2)
    await attackAll(
      (index) => middles[index] as number,
      all.filter((index) => Number.isFinite(high[index])),
    )
  }
  const expected = all.map((index) => (index === 0 ? 0 : (sizes[index] as number))).sort((a, b) => a - b)
  const found = results.curves[0]?.sizes ?? []
  expect(found).toHaveLength(FEW.count)
  for (const [place, size] of expected.entries()) expect(found[place]).toBeCloseTo(size, 5)
  expect(expected.filter(Number.isFinite).length).toBeGreaterThan(3)
})

it('a transfer matrix covers every model’s perturbations', async () => {
  const app = createApp()
  await begin(app, { measure: 'transfer', dataSet: FEW })
  await untilDone(app)
  const { results, plan } = run(app)
  if (results.id !== 'transfer') return expect.fail('it is no matrix')
  expect(results.cells.map(({ from, to, images }) => [from, to, images])).toEqual([
    ['one', 'one', FEW.count],
    ['one', 'two', FEW.count],
    ['two', 'one', FEW.count],
    ['two', 'two', FEW.count],
  ])
  const { epsilon } = attack.settings
  const attacked = await attackOne(() => epsilon, plan.indices)
  const robust = attacked.filter(({ isRobust }, place) => isRobust && plan.indices[place] !== 0).length
  // With every step made, a model that was fooled on the way may be right again at the end.
  expect(results.cells[0]?.robust).toBeGreaterThanOrEqual(robust)
  expect(results.cells[0]?.robust).toBeLessThan(FEW.count)
})
