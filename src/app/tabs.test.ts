/** @file Two tabs of the page share what the browser keeps: one alone goes on with a run. */
import { describe, expect, it } from 'vitest'
import {
  createEvaluationApp,
  held,
  openFiles,
  recordsOf,
  run,
  start,
  untilHeld,
  untilStatus,
} from '../testing/evaluationApp'
import { createFakeApp, type FakeApp, memoryFinetuneStorage, memoryStorage } from '../testing/fakeApp'
import type { Answers } from '../testing/fakeWorkers'
import { createGate } from '../testing/fakeWorkers'
import { memoryLocks } from '../testing/memoryLocks'
import { TabLock } from './tabLock'

describe('the right to change what is kept', () => {
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
  const soon = () => new Promise((resolve) => setTimeout(resolve, 5))

  it('is one tab’s, and the next one’s when that lets go', async () => {
    const locks = memoryLocks()
    const [one, two] = [create(locks), create(locks)]
    expect(await Promise.all([one.lock.claim(), one.lock.claim()])).toEqual([true, true])
    expect(await two.lock.claim()).toBe(false)
    expect(await two.lock.claim()).toBe(false)
    expect([two.told, two.shown(), two.lock.isHeld]).toEqual([[true, true], 2, false])
    one.lock.release()
    await soon()
    expect([two.told, two.shown(), two.lock.isHeld]).toEqual([[true, true, false], 3, true])
    expect(await one.lock.claim()).toBe(false)
    expect(one.told).toEqual([true])
  })

  it('is any tab’s where the browser has no locks, or denies them', async () => {
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
    first.actions.pauseEvaluation()
    await first.until(async () => expect((await storage.load())?.records).toHaveLength(3))
    void first.actions.resumeEvaluation()
    const second = createEvaluationApp({ storage, locks })
    await second.until(() => expect(second.state().evaluation.run).not.toBeNull())
    await openFiles(second)
    return { storage, gate, first, second }
  }

  it('is shown, and neither made nor replaced nor ended', async () => {
    const { storage, gate, first, second } = await twoTabs()
    expect(second.state().evaluation).toMatchObject({ isElsewhere: true, run: { id: run(first).id, status: 'paused' } })
    await second.actions.resumeEvaluation()
    await second.actions.startEvaluation()
    second.actions.cancelEvaluation()
    second.actions.dismissEvaluation()
    expect(second.asked('judge', 'dataSetSubset')).toEqual([])
    expect(recordsOf(second)).toHaveLength(3)
    expect((await storage.load())?.id).toBe(run(first).id)
    gate.open()
    await untilStatus(first, 'done')
    await second.until(() => expect(second.state().evaluation.isElsewhere).toBe(false))
    expect(run(second), 'what the first tab found').toMatchObject({ id: run(first).id, status: 'done' })
    expect(recordsOf(second)).toEqual(recordsOf(first))
  })

  it('can be begun here once that one is done, which then is not kept in place of it', async () => {
    const { storage, gate, first, second } = await twoTabs()
    gate.open()
    await untilStatus(first, 'done')
    await second.until(() => expect(second.state().evaluation.isElsewhere).toBe(false))
    await start(second)
    await untilStatus(second, 'done')
    await second.until(async () => expect((await storage.load())?.id).toBe(run(second).id))
    first.actions.dismissEvaluation()
    await first.until(() => expect(first.state().evaluation.run).toBeNull())
    await new Promise((resolve) => setTimeout(resolve, 10))
    expect((await storage.load())?.id).toBe(run(second).id)
  })

  it('that begins later is told when this one is to begin', async () => {
    const storage = memoryStorage()
    const locks = memoryLocks()
    const { answer, asked } = held()
    const first = createEvaluationApp({ storage, locks, answers: { judge: answer } })
    const second = createEvaluationApp({ storage, locks })
    await openFiles(first)
    await openFiles(second)
    await start(first)
    await untilHeld(first, asked)
    await start(second)
    expect(second.state().evaluation).toMatchObject({ isElsewhere: true, starting: false })
    expect(second.asked('judge')).toEqual([])
    first.actions.cancelEvaluation()
    await second.until(() => expect(run(second)).toMatchObject({ status: 'cancelled' }))
    await second.until(() => expect(second.state().evaluation.isElsewhere).toBe(false))
  })
})

describe('a training in another tab', () => {
  const offered = {
    objectives: [
      { id: 'gradient-norm', name: 'n', derivatives: 'second', parts: [], settings: [], defaults: { lambda: 1 } },
    ],
    optimizers: [{ id: 'adamw', name: 'AdamW', settings: [], defaults: {} }],
    activations: [],
  } as never

  async function ready(app: FakeApp): Promise<void> {
    await untilReadyToTrain(app)
    app.actions.setFinetune({ steps: 1, evaluateEvery: 1, checkpointEvery: 1 })
  }

  async function untilReadyToTrain(app: FakeApp): Promise<void> {
    await app.session.start()
    await app.untilIdle()
    await app.until(() => expect(app.state().finetune.form.objective).not.toBeNull())
  }

  it('is shown, and is neither gone on with nor replaced until that one ends', async () => {
    const finetuneStorage = memoryFinetuneStorage()
    const locks = memoryLocks()
    const gate = createGate()
    const report = { step: 1, loss: 1, parts: {}, terms: [], gradientNorm: 1, learningRate: 1, ramp: 1, seconds: 1 }
    const answers: Partial<Answers> = {
      describeTraining: () => offered,
      trainSteps: async () => {
        await gate.passed
        return { reports: [report], divergence: null }
      },
    }
    const first = createFakeApp({ answers, finetuneStorage, locks })
    await ready(first)
    await first.actions.startFinetune()
    await first.until(() => expect(first.asked('trainSteps')).toHaveLength(1))

    const second = createFakeApp({ answers, finetuneStorage, locks })
    await second.until(() => expect(second.state().finetune.isElsewhere).toBe(true))
    await ready(second)
    await second.actions.startFinetune()
    await second.actions.resumeFinetune()
    second.actions.stopFinetune()
    second.actions.discardFinetune()
    expect(second.asked('startTraining', 'resumeTraining', 'trainSteps')).toEqual([])

    gate.open()
    await first.until(() => expect(first.state().finetune.run?.status).toBe('done'))
    await second.until(() =>
      expect(second.state().finetune).toMatchObject({ isElsewhere: false, run: { status: 'done' } }),
    )
    expect(second.state().finetune.run?.id).toBe(first.state().finetune.run?.id)
    await second.actions.startFinetune()
    await second.until(() => expect(second.state().finetune.run?.status).toBe('done'))
    await second.until(async () => {
      expect((await finetuneStorage.loadRun())?.run.id).toBe(second.state().finetune.run?.id)
    })
    first.actions.discardFinetune()
    await first.until(() => expect(first.state().finetune.run).toBeNull())
    await new Promise((resolve) => setTimeout(resolve, 10))
    expect((await finetuneStorage.loadRun())?.run.id).toBe(second.state().finetune.run?.id)
  })
})
