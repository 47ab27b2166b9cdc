/** @file A run on the images that come with the page, by a model that does, on the engine that ships. */
import { readFile } from 'node:fs/promises'
import { expect, it, vi } from 'vitest'
import { ATTACKS } from '../../engine/attacks/registry'
import { buildClassifier } from '../../engine/checkpoints/loadClassifier'
import { describeAttacks } from '../../engine/evaluation/describeAttacks'
import { Evaluator } from '../../engine/evaluation/evaluator'
import { openBuiltIn } from '../../images/datasets/builtIn/openBuiltIn'
import { BUILT_IN_DATA_SETS } from '../../images/datasets/builtIn/registry'
import { DataSets } from '../../images/datasets/dataSets'
import { prepareBackend } from '../../testing/backends'
import { createFakeApp, type FakeApp, memoryStorage, newestKept } from '../../testing/fakeApp'
import type { Answers } from '../../testing/fakeWorkers'
import { readZooModel } from '../../testing/zoo'
import { type Eps01, eps255, toEps01 } from '../../units'
import { readingFrom } from '../../worker/imageReading'

const MODEL = 'fashion-mnist-resnet-gelu-natural'
/** More than one block of 32. */
const COUNT = 40
const EPSILON = toEps01(eps255(16))

it('clean accuracy is near the card’s, and a run that was cut off resumes after a reload', async () => {
  await prepareBackend('wasm')
  const classifier = buildClassifier(await readZooModel(MODEL))
  const { manifest } = classifier
  const file = await readFile(new URL('../../../public/data/fashion-mnist/images.bin', import.meta.url))

  /** The page with a worker of its own, as after a reload. */
  const createApp = (storage = memoryStorage()): FakeApp => {
    const dataSets = new DataSets(undefined, (id, control) => openBuiltIn(id, control, async () => file.slice().buffer))
    const evaluator = new Evaluator(() => classifier, readingFrom(dataSets))
    const answers: Partial<Answers> = {
      openDataSet: (source, control) => dataSets.open(source, control),
      dataSetSubset: (input) => dataSets.subset(input),
      describeAttacks: () => describeAttacks(),
      attackProblem: ({ modelId, attack }) => evaluator.attackProblem(modelId, attack),
      judge: (input, control) => evaluator.judge(input, control),
    }
    return createFakeApp({ models: [MODEL], manifests: { [MODEL]: manifest }, answers, storage })
  }
  const ready = async (app: FakeApp) => {
    await app.session.start()
    await app.untilIdle()
    await app.until(() => expect(app.state().evaluation.attacks).not.toEqual([]))
  }
  const run = (app: FakeApp) => app.state().evaluation.run ?? expect.fail('there is no run')

  const storage = memoryStorage()
  const before = createApp(storage)
  await ready(before)
  before.actions.setEvaluation({
    attack: { id: 'fgsm', settings: ATTACKS.fgsm.defaults('linf', EPSILON as Eps01) },
    epsilons: [EPSILON],
    dataSet: { count: COUNT, seed: 1, split: 'usual' },
    flags: null,
  })
  await before.actions.runs.evaluation.start()
  expect(before.state().evaluation.problem).toBeNull()
  await before.until(() => expect(run(before).records).toHaveLength(1))
  before.actions.runs.evaluation.pause()
  await before.until(async () => expect((await newestKept(storage, 'evaluation'))?.status).toBe('paused'))

  const app = createApp(storage)
  await ready(app)
  expect(run(app)).toMatchObject({ status: 'paused', needsData: false })
  await app.actions.runs.evaluation.resume()
  await vi.waitFor(() => expect([run(app).status, run(app).message]).toEqual(['done', null]), { timeout: 50_000 })

  const { plan, results } = run(app)
  const test = BUILT_IN_DATA_SETS['fashion-mnist'].splits[1]
  expect(plan.indices).toHaveLength(COUNT)
  expect(plan.indices.every((index) => index >= test.start)).toBe(true)
  if (results.id !== 'accuracy') return expect.fail('it is no curve')
  const [clean, attacked] = results.curves[0]?.points ?? []
  // Of 40 images that hold with 90.1 %, fewer than 31 would be right once in 200 draws.
  expect(clean?.images).toBe(COUNT)
  expect(clean?.robust).toBeGreaterThanOrEqual(31)
  expect(attacked?.share, 'FGSM fells most of them').toBeLessThan(0.5)
  classifier.dispose()
})
