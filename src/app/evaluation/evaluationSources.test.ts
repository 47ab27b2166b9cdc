/** @file Where a run's images come from, and how it finds them again after the page was loaded anew. */
import { describe, expect, it } from 'vitest'
import type { DataSetSummary } from '../../images/datasets/types'
import {
  createEvaluationApp,
  files,
  held,
  IMAGES,
  judge,
  recordsOf,
  run,
  start,
  untilHeld,
  untilReady,
  untilStatus,
} from '../../testing/evaluationApp'
import { type FakeApp, memoryStorage, newestKept } from '../../testing/fakeApp'
import type { Answers } from '../../testing/fakeWorkers'
import { expectSentence } from '../../testing/sentence'

const HUB = { hub: { id: 'someone/pets', imagesPerSplit: 50 } }

const summary = (name: string, change: Partial<DataSetSummary> = {}): DataSetSummary => ({
  id: name,
  name,
  format: 'canned',
  classes: ['cat', 'dog'],
  count: 2 * IMAGES,
  classCounts: [IMAGES, IMAGES],
  splits: [
    { name: 'train', start: 0, count: IMAGES },
    { name: 'test', start: IMAGES, count: IMAGES },
  ],
  size: null,
  notes: [],
  problems: { count: 0, first: [] },
  ...change,
})

/** A worker that opens anything, and tells of it what `change` says. */
const opens =
  (change: Partial<DataSetSummary> = {}): Answers['openDataSet'] =>
  (source) => {
    if ('builtIn' in source) return summary('built in', change)
    return 'hub' in source ? summary(source.hub.id, change) : summary('own', { count: source.files.length })
  }

const createApp = (storage = memoryStorage(), answers: Partial<Answers> = {}) =>
  createEvaluationApp({ storage, answers: { openDataSet: opens(), ...answers } })

const opened = (app: FakeApp) => app.workers.flatMap((worker) => worker.inputs('openDataSet'))

/** Stored at its fourth judgement, and taken up by another page. */
async function reload(form: Parameters<typeof start>[1], open: (app: FakeApp) => Promise<unknown>, answers = {}) {
  const storage = memoryStorage()
  const { answer, asked } = held()
  const before = createApp(storage, { judge: answer })
  await untilReady(before)
  await open(before)
  await start(before, form)
  await untilHeld(before, asked)
  before.actions.runs.evaluation.pause()
  await before.until(async () => expect((await newestKept(storage, 'evaluation'))?.status).toBe('paused'))
  const after = createApp(storage, { judge, ...answers })
  await after.until(() => expect(after.state().evaluation.run?.status).toBe('paused'))
  await untilReady(after)
  return after
}

const ON_TEST_SPLIT = { dataSet: { count: IMAGES, seed: 1, split: 'usual' } } as const

describe('the built-in images', () => {
  it('open by themselves, and their test split is evaluated', async () => {
    const app = createApp()
    await untilReady(app)
    await start(app, { images: 'builtIn', ...ON_TEST_SPLIT })
    await untilStatus(app, 'done')
    expect(new Set(opened(app).map((source) => JSON.stringify(source)))).toEqual(
      new Set(['{"builtIn":"fashion-mnist"}']),
    )
    expect(app.worker().inputs('dataSetSubset')).toMatchObject([{ id: 'built in', split: 'test', count: IMAGES }])
    expect(run(app).plan.source).toMatchObject({
      choice: { split: 'test' },
      dataSet: { origin: { builtIn: 'fashion-mnist' } },
    })
    expect(app.state().evaluation.dataSet.source, 'nothing that a person opened').toBeNull()
  })

  it('are open again after a reload without being asked for', async () => {
    const app = await reload({ images: 'builtIn', ...ON_TEST_SPLIT }, async () => {})
    expect(run(app)).toMatchObject({ needsData: false, message: null })
    expect(opened(app), 'before the run goes on').toEqual([])
    await app.actions.runs.evaluation.resume()
    await untilStatus(app, 'done')
    expect(recordsOf(app)).toHaveLength(2 * 3 * 2)
  })

  it('are refused if they differ from those that the run began with', async () => {
    const form = { images: 'builtIn', ...ON_TEST_SPLIT } as const
    const app = await reload(form, async () => {}, { openDataSet: opens({ count: 3 * IMAGES }) })
    await app.actions.runs.evaluation.resume()
    await untilStatus(app, 'failed')
    expect(run(app).message).toBe('The page has another “built in” than when the run began; begin a new run.')
  })
})

describe('a data set of the hub', () => {
  const download = (app: FakeApp) => app.actions.openDataSet(HUB)

  it('is chosen once downloaded, and its test split is evaluated', async () => {
    const app = createApp()
    await untilReady(app)
    await download(app)
    expect(app.state().evaluation.form.images).toBe('hub')
    await start(app, ON_TEST_SPLIT)
    await untilStatus(app, 'done')
    expect(app.worker().inputs('dataSetSubset')).toMatchObject([{ id: HUB.hub.id, split: 'test' }])
  })

  it('is downloaded again after a reload only when the person resumes', async () => {
    const app = await reload(ON_TEST_SPLIT, download)
    expect(run(app).needsData).toBe(true)
    expect(opened(app)).toEqual([])
    await app.actions.runs.evaluation.resume()
    await untilStatus(app, 'done')
    expect(opened(app)).toEqual([HUB])
    expect(recordsOf(app)).toHaveLength(2 * 3 * 2)
  })

  it('is not taken for the same if it has changed', async () => {
    const app = await reload(ON_TEST_SPLIT, download, {
      openDataSet: opens({ classCounts: [IMAGES + 1, IMAGES - 1] }),
    })
    await app.actions.runs.evaluation.resume()
    expect(run(app)).toMatchObject({ status: 'paused', needsData: true })
  })

  it('leaves the run paused if it does not answer, and says why', async () => {
    const app = await reload(ON_TEST_SPLIT, download, {
      openDataSet: () => {
        throw new Error('The hub does not answer; try again.')
      },
    })
    await app.actions.runs.evaluation.resume()
    expect(run(app)).toMatchObject({ status: 'paused', needsData: true })
    expect(app.state().evaluation.dataSet.error).toBe('The hub does not answer; try again.')
  })
})

it('own files are chosen when opened; without any, the page says so', async () => {
  const app = createApp()
  await untilReady(app)
  await start(app, { images: 'files' })
  expectSentence(app.state().evaluation.problem ?? '', 'No data set is open')
  await app.actions.openDataSet({ files: files() })
  app.actions.setEvaluation({ images: 'hub' })
  await app.actions.runs.evaluation.start()
  expectSentence(app.state().evaluation.problem ?? '', 'No data set is open')
  await app.actions.openDataSet({ files: files() })
  expect(app.state().evaluation.form.images).toBe('files')
  await start(app)
  await untilStatus(app, 'done')
})
