import { describe, expect, it } from 'vitest'
import { keepingProblem } from '../../store/runs/kept'
import type { LambdaSweep } from '../../store/training/training'
import { type FakeApp, memoryStorage, newestKept, watchedStorage } from '../../testing/fakeApp'
import { cannedFigures } from '../../testing/fakeWorkers'
import { memoryLocks } from '../../testing/memoryLocks'
import { expectSentence } from '../../testing/sentence'
import { createTrainingApp, openTrainingApp, STEPS, trainingAnswers } from '../../testing/trainingApp'
import type { KeptStorage } from '../runs/keptTypes'

const LAMBDAS = [1.2, 0.4, 0.8]

async function openSweepApp(app: FakeApp): Promise<void> {
  await openTrainingApp(app)
  app.actions.setTraining({ sweep: { lambdas: LAMBDAS, steps: STEPS } })
}

const sweep = (app: FakeApp): LambdaSweep => app.state().training.sweep ?? expect.fail('there is no sweep')
const untilStatus = (app: FakeApp, status: LambdaSweep['status']) =>
  app.until(() => expect(sweep(app).status).toBe(status))
const statuses = ({ entries }: LambdaSweep) => entries.map(({ lambda, status }) => [lambda, status])
const trainedLambdas = (app: FakeApp) =>
  app
    .worker()
    .inputs('startTraining')
    .map(({ settings }) => (settings.objective.settings as { lambda: number }).lambda)

const ALL_DONE = [
  [0.4, 'done'],
  [0.8, 'done'],
  [1.2, 'done'],
]

/** Until the second training of three has taken two of its steps, and waits. */
async function untilSecond(app: FakeApp): Promise<void> {
  await app.until(() => expect(sweep(app).entries[1]).toMatchObject({ status: 'running', step: 2 }))
}

/** A worker that waits in the third step of its second training until the gate is opened. */
function gatedAnswers() {
  const { answers, gate, held } = trainingAnswers({ gateAt: -1 })
  let started = 0
  return {
    gate,
    held,
    answers: {
      ...answers,
      startTraining: (...given: Parameters<NonNullable<typeof answers.startTraining>>) => {
        started++
        return (answers.startTraining as NonNullable<typeof answers.startTraining>)(...given)
      },
      trainSteps: async (...given: Parameters<NonNullable<typeof answers.trainSteps>>) => {
        if (started === 2 && held.step === 2) await gate.passed
        return (answers.trainSteps as NonNullable<typeof answers.trainSteps>)(...given)
      },
    },
  }
}

describe('a sweep over lambda', () => {
  it('trains once for each value, measures before and after, and is kept', async () => {
    const storage = memoryStorage()
    const app = createTrainingApp(trainingAnswers().answers, storage)
    await openSweepApp(app)
    await app.actions.runs.sweep.start()
    await untilStatus(app, 'done')
    expect(statuses(sweep(app))).toEqual(ALL_DONE)
    expect(trainedLambdas(app)).toEqual([0.4, 0.8, 1.2])
    expect(sweep(app).before).toEqual(cannedFigures)
    expect(sweep(app).environments).toHaveLength(1)
    await app.until(async () => expect(await newestKept(storage, 'sweep')).toEqual(sweep(app)))
  })

  it('is kept with its last training only as done, never as paused', async () => {
    const { storage, kept } = watchedStorage()
    const app = createTrainingApp(trainingAnswers().answers, storage)
    await openSweepApp(app)
    await app.actions.runs.sweep.start()
    await untilStatus(app, 'done')
    const whole = () =>
      (kept as readonly LambdaSweep[]).filter(({ entries }) => entries.every(({ status }) => status === 'done'))
    await app.until(() => expect(whole()).not.toEqual([]))
    expect(whole().map(({ status }) => status)).not.toContain('running')
  })

  it('continues with the missing trainings after a stop', async () => {
    const { answers, gate } = gatedAnswers()
    const app = createTrainingApp(answers)
    await openSweepApp(app)
    await app.actions.runs.sweep.start()
    await untilSecond(app)
    app.actions.runs.sweep.stop()
    expect(statuses(sweep(app))).toEqual([
      [0.4, 'done'],
      [0.8, 'waiting'],
      [1.2, 'waiting'],
    ])
    gate.open()
    // What is set meanwhile is of the next sweep.
    app.actions.setTraining({ batchSize: 3, sweep: { lambdas: [0], steps: 1 } })
    await app.actions.runs.sweep.resume()
    await untilStatus(app, 'done')
    expect(statuses(sweep(app))).toEqual(ALL_DONE)
    expect(sweep(app).entries.map(({ step }) => step)).toEqual([STEPS, STEPS, STEPS])
    expect(trainedLambdas(app)).toEqual([0.4, 0.8, 0.8, 1.2])
    const sizes = app
      .worker()
      .inputs('startTraining')
      .map(({ settings }) => settings.batchSize)
    expect(new Set(sizes).size).toBe(1)
  })

  it('is restored after a reload, and continues', async () => {
    const storage = memoryStorage()
    const before = createTrainingApp(gatedAnswers().answers, storage)
    await openSweepApp(before)
    void before.actions.runs.sweep.start()
    await untilSecond(before)
    await before.until(async () => expect((await newestKept(storage, 'sweep'))?.entries[0]?.status).toBe('done'))

    const after = createTrainingApp(trainingAnswers().answers, storage)
    await untilStatus(after, 'paused')
    expect(statuses(sweep(after))[0]).toEqual([0.4, 'done'])
    await openTrainingApp(after)
    await after.actions.runs.sweep.resume()
    await untilStatus(after, 'done')
    expect(statuses(sweep(after))).toEqual(ALL_DONE)
    expect(trainedLambdas(after)).toEqual([0.8, 1.2])
  })

  it('is only shown in a second tab, which can start another', async () => {
    const [storage, locks] = [memoryStorage(), memoryLocks()]
    const { answers, gate } = gatedAnswers()
    const one = createTrainingApp(answers, storage, locks)
    await openSweepApp(one)
    await one.actions.runs.sweep.start()
    await untilSecond(one)
    const other = createTrainingApp(trainingAnswers().answers, storage, locks)
    await other.until(() => expect(other.state().training).toMatchObject({ isSweepElsewhere: true, sweep: {} }))
    await openSweepApp(other)
    await other.actions.runs.sweep.resume()
    expect(trainedLambdas(other)).toEqual([])
    await other.actions.runs.sweep.start()
    expect(other.state().training.isSweepElsewhere).toBe(false)
    await untilStatus(other, 'done')
    gate.open()
    await untilStatus(one, 'done')
    for (const app of [one, other]) {
      await app.until(async () => expect(await storage.load('sweep', sweep(app).id)).toEqual(sweep(app)))
    }
  })

  it('continues with the next engine, and repeats the interrupted training', async () => {
    const { answers, gate } = gatedAnswers()
    const app = createTrainingApp(answers)
    await openSweepApp(app)
    await app.actions.runs.sweep.start()
    await untilSecond(app)
    app.worker().lose('The GPU was reset.')
    await app.until(() => expect(app.workers).toHaveLength(2))
    gate.open()
    await untilStatus(app, 'done')
    expect(statuses(sweep(app))).toEqual(ALL_DONE)
    expect(trainedLambdas(app), 'of the second engine').toEqual([0.8, 1.2])
  })

  it('continues if the browser keeps nothing, and says so', async () => {
    const full: KeptStorage = {
      ...memoryStorage(),
      save: () => Promise.reject(new Error('The quota has been exceeded.')),
    }
    const app = createTrainingApp(trainingAnswers().answers, full)
    await openSweepApp(app)
    await app.actions.runs.sweep.start()
    await untilStatus(app, 'done')
    expect(statuses(sweep(app))).toEqual(ALL_DONE)
    expectSentence(keepingProblem(app.state().kept, 'sweep', sweep(app).id) ?? '', 'quota')
  })
})
