/** @file Two tabs of the page share what the browser keeps: one alone goes on with a run. */
import { describe, expect, it, vi } from 'vitest'
import {
  createEvaluationApp,
  held,
  openFiles,
  recordsOf,
  run,
  start,
  untilHeld,
  untilStatus,
} from '../../testing/evaluationApp'
import { memoryStorage, newestKept } from '../../testing/fakeApp'
import { memoryLocks } from '../../testing/memoryLocks'
import { expectSentence } from '../../testing/sentence'
import { createTrainingApp, openTrainingApp, trainingAnswers } from '../../testing/trainingApp'
import { TabLock } from './tabLock'

describe('the right to change', () => {
  const create = (locks: ReturnType<typeof memoryLocks> | undefined) => {
    const told: boolean[] = []
    let shown = 0
    const lock = new TabLock({
      ...{ name: 'run', locks },
      tell: (isElsewhere) => told.push(isElsewhere),
      show: async () => void shown++,
    })
    return { lock, told, shown: () => shown }
  }

  it('belongs to one tab, and to the next when that one releases it', async () => {
    const locks = memoryLocks()
    const [one, two] = [create(locks), create(locks)]
    expect(await Promise.all([one.lock.claim(), one.lock.claim()])).toEqual([true, true])
    expect(await two.lock.claim()).toBe(false)
    expect(await two.lock.claim()).toBe(false)
    expect([two.told, two.shown(), two.lock.isHeld]).toEqual([[true, true], 2, false])
    one.lock.release()
    await vi.waitFor(() => expect([two.told, two.shown(), two.lock.isHeld]).toEqual([[true, true, false], 3, true]))
    expect(await one.lock.claim()).toBe(false)
    expect(one.told).toEqual([true])
  })

  it('belongs to every tab if the browser has no locks, or denies them', async () => {
    const denied = { request: () => Promise.reject(new Error('denied')) } as never
    for (const locks of [undefined, denied]) {
      const { lock, told } = create(locks)
      expect([await lock.claim(), lock.isHeld, told]).toEqual([true, true, []])
    }
  })
})

describe('an evaluation in another tab', () => {
  /** Two tabs; the first is at its fourth judgement. */
  async function twoTabs() {
    const storage = memoryStorage()
    const locks = memoryLocks()
    const { gate, answer, asked } = held()
    const first = createEvaluationApp({ storage, locks, answers: { judge: answer } })
    await openFiles(first)
    await start(first)
    await untilHeld(first, asked)
    first.actions.runs.evaluation.pause()
    await first.until(async () => expect((await newestKept(storage, 'evaluation'))?.records).toHaveLength(3))
    void first.actions.runs.evaluation.resume()
    const second = createEvaluationApp({ storage, locks })
    await second.until(() => expect(second.state().evaluation.run).not.toBeNull())
    await openFiles(second)
    return { storage, gate, first, second }
  }

  it('is shown, but cannot be continued, ended or deleted', async () => {
    const { storage, gate, first, second } = await twoTabs()
    const { id } = run(first)
    expect(second.state().evaluation).toMatchObject({ isElsewhere: true, run: { id, status: 'paused' } })
    await second.actions.runs.evaluation.resume()
    second.actions.runs.evaluation.stop()
    await second.actions.deleteKept('evaluation', id)
    expectSentence(second.state().kept.problem ?? '', 'Another tab', 'retry once it is closed there')
    expect(second.asked('judge', 'dataSetSubset')).toEqual([])
    expect(recordsOf(second)).toHaveLength(3)
    gate.open()
    await untilStatus(first, 'done')
    await second.until(() => expect(second.state().evaluation.isElsewhere).toBe(false))
    expect(run(second), 'what the first tab found').toMatchObject({ id, status: 'done' })
    expect(recordsOf(second)).toEqual(recordsOf(first))
    expect((await storage.load('evaluation', id))?.status).toBe('done')
  })

  it('that has ended there is not claimed again by the tab that is left', async () => {
    const page = new EventTarget()
    vi.stubGlobal('addEventListener', page.addEventListener.bind(page))
    const locks = memoryLocks()
    const asked = vi.spyOn(locks, 'request')
    const { gate, answer, asked: judged } = held()
    const app = createEvaluationApp({ storage: memoryStorage(), locks, answers: { judge: answer } })
    await openFiles(app)
    await start(app)
    await untilHeld(app, judged)
    gate.open()
    await untilStatus(app, 'done')
    await new Promise((resolve) => setTimeout(resolve, 50))
    const before = asked.mock.calls.length
    expect(before).toBeGreaterThan(0)
    page.dispatchEvent(new Event('pagehide'))
    await new Promise((resolve) => setTimeout(resolve, 50))
    expect(asked.mock.calls.length).toBe(before)
  })

  it('leaves room for a run here, and neither replaces the other', async () => {
    const { storage, gate, first, second } = await twoTabs()
    await start(second)
    expect(second.state().evaluation.isElsewhere).toBe(false)
    await untilStatus(second, 'done')
    gate.open()
    await untilStatus(first, 'done')
    for (const app of [first, second]) {
      await app.until(async () => {
        expect((await storage.load('evaluation', run(app).id))?.status).toBe('done')
      })
    }
    await first.actions.runs.evaluation.close()
    await second.actions.runs.evaluation.close()
    expect((await storage.list()).map(({ status }) => status)).toEqual(['done', 'done'])
  })

  it('that continued a run cancelled here is shown instead', async () => {
    const storage = memoryStorage()
    const locks = memoryLocks()
    const { answer, asked } = held()
    const first = createEvaluationApp({ storage, locks, answers: { judge: answer } })
    await openFiles(first)
    await start(first)
    await untilHeld(first, asked)
    first.actions.runs.evaluation.stop()
    const { id } = run(first)
    await first.until(async () => expect((await storage.load('evaluation', id))?.status).toBe('stopped'))
    const second = createEvaluationApp({ storage, locks })
    await second.until(() => expect(second.state().evaluation.run?.id).toBe(id))
    await openFiles(second)
    await second.actions.runs.evaluation.resume()
    await untilStatus(second, 'done')
    await second.until(async () => expect((await storage.load('evaluation', id))?.status).toBe('done'))
    await first.actions.runs.evaluation.resume()
    expect(run(first).status).toBe('done')
    await first.actions.runs.evaluation.close()
    expect((await storage.load('evaluation', id))?.status).toBe('done')
  })
})

describe('a training in another tab', () => {
  it('is shown but cannot be continued, nor replaced by a run here', async () => {
    const storage = memoryStorage()
    const locks = memoryLocks()
    const { answers, gate } = trainingAnswers({ gateAt: 2 })
    const first = createTrainingApp(answers, storage, locks)
    await openTrainingApp(first)
    await first.actions.runs.training.start()
    await first.until(() => expect(first.state().training.run?.step).toBe(2))

    const second = createTrainingApp(trainingAnswers().answers, storage, locks)
    await second.until(() => expect(second.state().training.isElsewhere).toBe(true))
    await openTrainingApp(second)
    await second.actions.runs.training.resume()
    second.actions.runs.training.stop()
    expect(second.asked('startTraining', 'resumeTraining', 'trainSteps')).toEqual([])
    await second.actions.runs.training.start()
    await second.until(() => expect(second.state().training.run?.status).toBe('done'))
    gate.open()
    await first.until(() => expect(first.state().training.run?.status).toBe('done'))
    for (const app of [first, second]) {
      const id = app.state().training.run?.id ?? ''
      await app.until(async () =>
        expect((await storage.load('training', id))?.run).toMatchObject({ id, status: 'done' }),
      )
    }
  })

  it('that makes a model does not change the ids of models here', async () => {
    const storage = memoryStorage()
    const apps = await Promise.all(
      [0, 1].map(async () => {
        const app = createTrainingApp(trainingAnswers().answers, storage)
        await openTrainingApp(app)
        await app.actions.runs.training.start()
        await app.until(() => expect(app.state().training.run?.status).toBe('done'))
        return app
      }),
    )
    await Promise.all(apps.map((app) => app.actions.makeTrainedModel()))
    const made = apps.map((app) => app.state().training.run?.modelId)
    expect(made.toSorted()).toEqual(['trained-gradient-norm-1', 'trained-gradient-norm-2'])
    for (const id of made) expect((await storage.load('model', id ?? ''))?.manifest).toContain(`"${id}"`)
  })
})
