/** @file Whatever is done with a run, what it found is kept, listed, opened again, and deleted only on purpose. */

import { describe, expect, it } from 'vitest'
import { initialState } from '../../store/appStore'
import type { KeptEntry, RunKind } from '../../store/runs/kept'
import {
  begin,
  createEvaluationApp,
  held,
  openFiles,
  run,
  start,
  untilHeld,
  untilStatus,
} from '../../testing/evaluationApp'
import { type FakeApp, memoryStorage, newestKept } from '../../testing/fakeApp'
import { cannedManifest } from '../../testing/fakeWorkers'
import { memoryLocks } from '../../testing/memoryLocks'
import { expectSentence } from '../../testing/sentence'
import { createTrainingApp, openTrainingApp, STEPS, trainingAnswers } from '../../testing/trainingApp'
import { KeptList } from './keptList'
import type { KeptStorage } from './keptTypes'

/** How each kind of run is driven, so that every way of ending one is tried with each. */
interface Driver {
  readonly kind: RunKind
  /** An app with its engine running and all set, whose run stops halfway where a gate is given. */
  readonly open: (
    storage: KeptStorage,
    halfway?: boolean,
  ) => Promise<{ app: FakeApp; untilHalfway: () => Promise<void> }>
  readonly start: (app: FakeApp) => Promise<void>
  readonly resume: (app: FakeApp) => Promise<void>
  readonly end: (app: FakeApp) => void
  readonly close: (app: FakeApp) => Promise<void>
  readonly shown: (app: FakeApp) => { readonly id: string; readonly status: string } | null
  /** Comparable from run to run. */
  readonly found: (app: FakeApp) => unknown
  readonly ended: string
  /** Part of what is kept. */
  readonly described: string
}

const evaluation: Driver = {
  kind: 'evaluation',
  async open(storage, halfway = false) {
    const { answer, asked } = held()
    const app = createEvaluationApp({ storage, ...(halfway && { answers: { judge: answer } }) })
    await openFiles(app)
    return { app, untilHalfway: () => untilHeld(app, asked) }
  },
  start: (app) => start(app),
  resume: (app) => app.actions.runs.evaluation.resume(),
  end: (app) => app.actions.runs.evaluation.stop(),
  close: (app) => app.actions.runs.evaluation.close(),
  shown: (app) => app.state().evaluation.run,
  found: (app) => run(app).records.map(({ outcome }) => outcome),
  ended: 'stopped',
  described: '"attackDescription":{"name":"PGD","settings":[',
}

async function openTraining(storage: KeptStorage, halfway = false) {
  const { answers } = trainingAnswers(halfway ? { gateAt: 6 } : {})
  const app = createTrainingApp(answers, storage)
  await openTrainingApp(app)
  app.actions.setTraining({ sweep: { lambdas: [0.4, 0.8], steps: STEPS } })
  return app
}

const training: Driver = {
  kind: 'training',
  async open(storage, halfway) {
    const app = await openTraining(storage, halfway)
    const untilHalfway = () => app.until(() => expect(app.state().training.run?.checkpointStep).toBe(6))
    return { app, untilHalfway }
  },
  start: (app) => app.actions.runs.training.start(),
  resume: (app) => app.actions.runs.training.resume(),
  end: (app) => app.actions.runs.training.stop(),
  close: (app) => app.actions.runs.training.close(),
  shown: (app) => app.state().training.run,
  found: (app) => app.state().training.run?.series.map(({ step }) => step),
  ended: 'stopped',
  described: '"described":{"objective":{"name":"Gradient norm","settings":[',
}

const sweep: Driver = {
  kind: 'sweep',
  async open(storage, halfway) {
    const app = await openTraining(storage, halfway)
    const untilHalfway = () => app.until(() => expect(app.state().training.sweep?.entries[0]?.step).toBe(6))
    return { app, untilHalfway }
  },
  start: async (app) => void app.actions.runs.sweep.start(),
  resume: (app) => app.actions.runs.sweep.resume(),
  end: (app) => app.actions.runs.sweep.stop(),
  close: (app) => app.actions.runs.sweep.close(),
  shown: (app) => app.state().training.sweep,
  found: (app) => app.state().training.sweep?.entries.map(({ lambda, status }) => [lambda, status]),
  ended: 'stopped',
  described: '"described":{"objective":{"name":"Gradient norm","settings":[',
}

const untilShown = ({ shown }: Driver, app: FakeApp, status: string) =>
  app.until(() => expect(shown(app)?.status).toBe(status))

const listed = (app: FakeApp, kind: string): readonly KeptEntry[] =>
  app.state().kept.entries.filter((entry) => entry.kind === kind)

/** A run that ended by itself, in an app of its own. */
async function done(driver: Driver, storage: KeptStorage) {
  const { app } = await driver.open(storage)
  await driver.start(app)
  await untilShown(driver, app, 'done')
  await app.until(() => expect(listed(app, driver.kind)[0]?.status).toBe('done'))
  return app
}

describe.each([evaluation, training, sweep])('a kept run ($kind)', (driver) => {
  const { kind, shown, close, found, described } = driver

  it('is listed once done and closed, and reopened with all its results', async () => {
    const app = await done(driver, memoryStorage())
    const id = shown(app)?.id ?? ''
    const before = found(app)
    await close(app)
    expect(shown(app)).toBeNull()
    expect(listed(app, kind)).toMatchObject([{ id, status: 'done', problem: null }])
    expect(listed(app, kind)[0]?.bytes).toBeGreaterThan(100)
    await app.actions.openKept(kind, id)
    expect(shown(app)).toMatchObject({ id, status: 'done' })
    expect(found(app)).toEqual(before)
  })

  it('keeps what its settings mean, as the engine described them', async () => {
    const storage = memoryStorage()
    const app = await done(driver, storage)
    const content = await storage.load(kind, shown(app)?.id ?? '')
    expect(JSON.stringify(content)).toContain(described)
  })

  it('stays when another takes its place', async () => {
    const app = await done(driver, memoryStorage())
    const first = shown(app)?.id ?? ''
    const before = found(app)
    await driver.start(app)
    await app.until(() => expect(shown(app)?.id).not.toBe(first))
    await untilShown(driver, app, 'done')
    await app.until(() => expect(listed(app, kind).map(({ status }) => status)).toEqual(['done', 'done']))
    await app.actions.openKept(kind, first)
    expect(shown(app)?.id).toBe(first)
    expect(found(app)).toEqual(before)
  })

  it('is listed if ended halfway, and continues to the same result', async () => {
    const storage = memoryStorage()
    const expected = found(await done(driver, memoryStorage()))
    const { app, untilHalfway } = await driver.open(storage, true)
    await driver.start(app)
    await untilHalfway()
    driver.end(app)
    const id = shown(app)?.id ?? ''
    await app.until(() => expect(listed(app, kind)).toMatchObject([{ id, status: driver.ended }]))

    const { app: after } = await driver.open(storage)
    await untilShown(driver, after, driver.ended)
    await driver.resume(after)
    await untilShown(driver, after, 'done')
    expect(shown(after)?.id).toBe(id)
    expect(found(after)).toEqual(expected)
  })

  it('stays closed after a reload, and is still listed', async () => {
    const storage = memoryStorage()
    const app = await done(driver, storage)
    const id = shown(app)?.id ?? ''
    await close(app)
    const { app: after } = await driver.open(storage)
    await after.until(() => expect(listed(after, kind)).toMatchObject([{ id }]))
    expect(shown(after)).toBeNull()
  })

  it('is deleted on request, shown or not, and nothing else', async () => {
    const storage = memoryStorage()
    const app = await done(driver, storage)
    const first = shown(app)?.id ?? ''
    await driver.start(app)
    await app.until(() => expect(shown(app)?.id).not.toBe(first))
    await untilShown(driver, app, 'done')
    await app.until(() => expect(listed(app, kind)).toHaveLength(2))
    await app.actions.deleteKept(kind, first)
    const second = shown(app)?.id ?? ''
    expect(listed(app, kind).map(({ id }) => id)).toEqual([second])
    await app.actions.deleteKept(kind, second)
    expect(shown(app)).toBeNull()
    expect(await storage.list()).toEqual([])
    expect(await storage.load(kind, second)).toBeNull()
  })

  it('stays in memory if the browser has no space, and says so', async () => {
    const full = () => Promise.reject(Object.assign(new Error('full'), { name: 'QuotaExceededError' }))
    const app = await done(driver, { ...memoryStorage(), save: full })
    const id = shown(app)?.id ?? ''
    const before = found(app)
    expectSentence(listed(app, kind)[0]?.problem ?? '', 'no space left', 'delete earlier runs')
    await close(app)
    await app.actions.openKept(kind, id)
    expect(found(app)).toEqual(before)
    await app.actions.deleteKept(kind, id)
    expect(listed(app, kind)).toEqual([])
  })

  it('is exported from the list without being opened', async () => {
    const app = await done(driver, memoryStorage())
    const id = shown(app)?.id ?? ''
    await close(app)
    const file = await app.actions.exportKept(kind, id)
    expect(file?.name).toMatch(/^gradlens-.*\.json$/)
    expect(JSON.parse((await file?.blob.text()) ?? '')).toMatchObject({ status: 'done', environments: [{}] })
    expect(shown(app)).toBeNull()
    expect(await app.actions.exportKept(kind, 'nothing')).toBeNull()
    expectSentence(app.state().kept.problem ?? '', 'choose another')
  })
})

describe('a run in progress', () => {
  it('is paused and kept when another is opened', async () => {
    const storage = memoryStorage()
    const first = (await done(evaluation, storage)).state().evaluation.run?.id ?? ''
    const { app, untilHalfway } = await evaluation.open(storage, true)
    await start(app)
    await untilHalfway()
    const second = run(app).id
    await app.actions.openKept('evaluation', first)
    expect(run(app)).toMatchObject({ id: first, status: 'done' })
    expect(await storage.load('evaluation', second)).toMatchObject({ status: 'paused', records: { length: 3 } })
  })

  it('is shown when the page reopens, rather than a later one that is done', async () => {
    const storage = memoryStorage()
    const locks = memoryLocks()
    const { answer, asked } = held()
    const one = createEvaluationApp({ storage, locks, answers: { judge: answer } })
    await begin(one)
    await untilHeld(one, asked)
    const { id } = run(one)
    const other = createEvaluationApp({ storage, locks })
    await begin(other)
    await untilStatus(other, 'done')
    const after = createEvaluationApp({ storage })
    await untilStatus(after, 'paused')
    expect(run(after).id).toBe(id)
  })

  it('is kept from its first moment, before any training step', async () => {
    const storage = memoryStorage()
    const { answers } = trainingAnswers({ gateAt: 0 })
    const before = createTrainingApp(answers, storage)
    await openTrainingApp(before)
    await before.actions.runs.training.start()
    await before.until(async () => expect(await newestKept(storage, 'training')).not.toBeNull())
    const after = await openTraining(storage)
    await untilShown(training, after, 'paused')
    await after.actions.runs.training.resume()
    await untilShown(training, after, 'done')
    expect(after.state().training.run?.series).toHaveLength(STEPS)
  })
})

describe('the list of kept work', () => {
  it('reports and deletes work of another release in an unreadable format', async () => {
    const storage = memoryStorage()
    const app = await done(evaluation, storage)
    const id = run(app).id
    await close(app)
    const unreadable: KeptStorage = {
      ...storage,
      load: () => Promise.reject(new Error('It was kept by another release of this page; reload the page.')),
    }
    const store = { ...createEvaluationApp({ storage: unreadable }) }
    await store.until(() => expect(listed(store, 'evaluation')).toHaveLength(1))
    await store.actions.openKept('evaluation', id)
    expectSentence(store.state().kept.problem ?? '', 'another release')
    await store.actions.deleteKept('evaluation', id)
    expect(listed(store, 'evaluation')).toEqual([])
  })

  it('asks the browser for persistent storage, unless it has it already', async () => {
    const asked: string[] = []
    const space = (isPersisted: boolean) => ({
      estimate: async () => ({ quota: 5e9, usage: 2e6 }),
      persisted: async () => isPersisted,
      persist: async () => asked.push('persist') > 0,
    })
    const files = { manifest: JSON.stringify(cannedManifest('mine')), weights: new ArrayBuffer(4) }
    for (const isPersisted of [true, false]) {
      const { store } = createEvaluationApp()
      const list = new KeptList(store, memoryStorage(), memoryLocks(), space(isPersisted))
      await list.refresh()
      expect(store.getState().kept).toEqual({ ...initialState.kept, quota: 5e9, usage: 2e6 })
      expect(asked).toEqual([])
      await list.add('model', 'mine', files)
    }
    expect(asked).toEqual(['persist'])
  })
})

const close = (app: FakeApp) => app.actions.runs.evaluation.close()
