import { describe, expect, it } from 'vitest'
import { keepingProblem } from '../../store/runs/kept'
import type { TrainingRun } from '../../store/training/training'
import { type FakeApp, memoryStorage, newestKept, watchedStorage } from '../../testing/fakeApp'
import { type Answers, cannedAnswers, createGate } from '../../testing/fakeWorkers'
import { expectSentence } from '../../testing/sentence'
import { createTrainingApp, openTrainingApp, STEPS, trainingAnswers } from '../../testing/trainingApp'
import type { KeptStorage, KeptTraining } from '../runs/keptTypes'

const run = (app: FakeApp): TrainingRun => app.state().training.run ?? expect.fail('there is no run')
const untilStatus = (app: FakeApp, status: TrainingRun['status']) =>
  app.until(() => expect(run(app).status).toBe(status))

const modelsIn = async (storage: KeptStorage) =>
  (await storage.list()).filter(({ kind }) => kind === 'model').map(({ id }) => id)

const WHOLE = (STEPS * (STEPS + 1)) / 2

describe('a training', () => {
  it('takes all its steps, is measured before, during and after, and is kept', async () => {
    const storage = memoryStorage()
    const { answers, held } = trainingAnswers()
    const app = createTrainingApp(answers, storage)
    await openTrainingApp(app)
    await app.actions.runs.training.start()
    await untilStatus(app, 'done')
    expect(held.sum).toBe(WHOLE)
    expect(run(app).series.map(({ step }) => step)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10])
    expect(run(app).evaluations.map(({ step }) => step)).toEqual([0, 4, 8, 10])
    expect(run(app).form.objective.settings).toEqual({ lambda: 1.2, epsilon255: 16 })
    await app.until(async () => expect((await newestKept(storage, 'training'))?.run.status).toBe('done'))
    expect(run(app).checkpointStep).toBe(STEPS)
  })

  it('is kept with its last step only as done, never as paused', async () => {
    const { storage, kept } = watchedStorage()
    const app = createTrainingApp(trainingAnswers().answers, storage)
    await openTrainingApp(app)
    await app.actions.runs.training.start()
    await untilStatus(app, 'done')
    const whole = () => (kept as readonly KeptTraining[]).filter(({ run: { step } }) => step === STEPS)
    await app.until(() => expect(whole()).not.toEqual([]))
    expect(whole().map(({ run: { status } }) => status)).not.toContain('running')
  })

  it('frees its initial model, unless that has a column', async () => {
    const app = createTrainingApp(trainingAnswers().answers)
    await openTrainingApp(app)
    app.store.setState(({ zoo }) => ({ zoo: [...zoo, { ...(zoo[0] as (typeof zoo)[0]), id: 'fourth' }] }))
    app.actions.setTraining({ modelId: 'fourth' })
    await app.actions.runs.training.start()
    await untilStatus(app, 'done')
    expect(app.worker().inputs('unloadModel')).toEqual([{ id: 'fourth' }])
  })

  it('pauses at once, counts the step in progress, and continues as if never paused', async () => {
    const { answers, held, gate } = trainingAnswers({ gateAt: 4 })
    const app = createTrainingApp(answers)
    await openTrainingApp(app)
    await app.actions.runs.training.start()
    await app.until(() => expect(run(app).evaluations).toHaveLength(2))
    app.actions.runs.training.pause()
    expect(run(app).status).toBe('paused')
    gate.open()
    await app.actions.runs.training.resume()
    await untilStatus(app, 'done')
    expect(held.sum).toBe(WHOLE)
    expect(run(app).series).toHaveLength(STEPS)
  })

  it('continues step by step', async () => {
    const { answers, held, gate } = trainingAnswers({ gateAt: 0 })
    const app = createTrainingApp(answers)
    await openTrainingApp(app)
    await app.actions.runs.training.start()
    await app.until(() => expect(app.asked('trainSteps')).toHaveLength(1))
    app.actions.runs.training.pause()
    gate.open()
    await app.until(() => expect(run(app).step).toBe(2))
    await app.actions.stepTraining()
    await app.until(() => expect([run(app).step, run(app).status]).toEqual([3, 'paused']))
    expect(held.step).toBe(3)
  })

  it('is restored as paused after a reload, and continues from its kept state', async () => {
    const storage = memoryStorage()
    const first = trainingAnswers({ gateAt: 7 })
    const before = createTrainingApp(first.answers, storage)
    await openTrainingApp(before)
    await before.actions.runs.training.start()
    await before.until(async () => expect((await newestKept(storage, 'training'))?.run.step).toBe(6))

    const second = trainingAnswers()
    const after = createTrainingApp(second.answers, storage)
    await after.until(() => expect(after.state().training.run?.status).toBe('paused'))
    expect(run(after).step).toBe(6)
    await openTrainingApp(after)
    await after.actions.runs.training.resume()
    await untilStatus(after, 'done')
    expect(second.held.sum).toBe(WHOLE)
    expect(run(after).series.map(({ step }) => step)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10])
    expect(after.worker().calls('startTraining')).toHaveLength(0)
  })

  it('continues by itself with the next engine after a loss, from its kept state', async () => {
    const { answers, held, gate } = trainingAnswers({ gateAt: 7 })
    const app = createTrainingApp(answers)
    await openTrainingApp(app)
    await app.actions.runs.training.start()
    await app.until(() => expect(run(app).checkpointStep).toBe(6))
    const told = new Set<string>()
    app.store.subscribe(({ training }) => told.add(`${training.run?.status}: ${training.run?.message}`))
    app.worker().lose('The GPU was reset.')
    await app.until(() => expect(app.workers).toHaveLength(2))
    gate.open()
    await untilStatus(app, 'done')
    expect(app.worker().inputs('resumeTraining')[0]?.state.json).toContain('"step":6')
    expect(held.sum).toBe(WHOLE)
    expect(run(app).series).toHaveLength(STEPS)
    expect([...told]).toContain('running: The engine is starting again; the run goes on when it has.')
    expect([...told].join()).not.toMatch(/paused|failed/)
  })

  it('that is lost before anything of it was kept is measured again before its first step', async () => {
    const { answers, gate } = trainingAnswers({ gateAt: 1 })
    const app = createTrainingApp(answers)
    await openTrainingApp(app)
    await app.actions.runs.training.start()
    await app.until(() => expect(app.asked('trainSteps')).toHaveLength(1))
    app.worker().lose('The GPU was reset.')
    gate.open()
    await untilStatus(app, 'done')
    const asked = app
      .worker()
      .calls()
      .map(({ name }) => name)
    const begun = asked.indexOf('startTraining')
    // Otherwise a collapse is judged by the first measurement after the loss.
    expect(asked.slice(begun, begun + 3)).toEqual(['startTraining', 'measureTraining', 'trainSteps'])
  })

  it('continues even if a step fails before the loss is reported', async () => {
    let isLost = false
    const { answers, held } = trainingAnswers()
    const app = createTrainingApp({
      ...answers,
      trainSteps: (...given) => {
        if (held.step === 6 && !isLost) {
          isLost = true
          setTimeout(() => app.workers[0]?.lose('The GPU was reset.'), 20)
          throw new Error("Failed to execute 'mapAsync' on 'GPUBuffer': the device is lost.")
        }
        return (answers.trainSteps as Answers['trainSteps'])(...given)
      },
    })
    await openTrainingApp(app)
    await app.actions.runs.training.start()
    await untilStatus(app, 'done')
    expect(app.workers).toHaveLength(2)
    expect(held.sum).toBe(WHOLE)
  })

  it('that diverges is reported, and stays at its last good step', async () => {
    const app = createTrainingApp(trainingAnswers({ divergesAt: 7 }).answers)
    await openTrainingApp(app)
    await app.actions.runs.training.start()
    await untilStatus(app, 'diverged')
    expect(run(app).divergences).toEqual([{ message: 'Step went wrong; choose less.', step: 7, rolledBackTo: 6 }])
    expect(run(app).step).toBe(6)
  })

  it('continues if the browser keeps nothing, and says so', async () => {
    const full: KeptStorage = {
      ...memoryStorage(),
      save: () => Promise.reject(new Error('The quota has been exceeded.')),
    }
    const { answers, held } = trainingAnswers()
    const app = createTrainingApp(answers, full)
    await openTrainingApp(app)
    await app.actions.runs.training.start()
    await untilStatus(app, 'done')
    expect(held.sum).toBe(WHOLE)
    await app.until(() => expectSentence(keepingProblem(app.state().kept, 'training', run(app).id) ?? '', 'quota'))
  })

  it('that cannot begin says why', async () => {
    const app = createTrainingApp(trainingAnswers().answers)
    await openTrainingApp(app)
    app.actions.setTraining({ steps: 0 })
    await app.actions.runs.training.start()
    expectSentence(app.state().training.problem ?? '', '0')
    expect(app.state().training.run).toBeNull()
  })

  it('that fails can be retried', async () => {
    let fails = true
    const { answers, held } = trainingAnswers()
    const app = createTrainingApp({
      ...answers,
      startTraining: (input, control) => {
        if (fails) throw new Error('The images are 2 × 2 where the model takes 32 × 32; choose another set.')
        return (answers.startTraining as Answers['startTraining'])(input, control)
      },
    })
    await openTrainingApp(app)
    await app.actions.runs.training.start()
    await untilStatus(app, 'failed')
    expectSentence(run(app).message ?? '', '2 × 2')
    fails = false
    await app.actions.runs.training.resume()
    await untilStatus(app, 'done')
    expect(held.sum).toBe(WHOLE)
  })
})

describe('a model trained here', () => {
  it('is made by the next engine where one is lost meanwhile', async () => {
    const { answers } = trainingAnswers()
    const app = createTrainingApp({
      ...answers,
      trainedModel: (...given) =>
        app.workers.length === 1 ? createGate<never>().passed : cannedAnswers.trainedModel(...given),
    })
    await openTrainingApp(app)
    await app.actions.runs.training.start()
    await untilStatus(app, 'done')
    const made = app.actions.makeTrainedModel()
    await app.until(() => expect(app.asked('trainedModel')).toHaveLength(1))
    app.worker().lose('The GPU was reset.')
    expect(await made).toBe('trained-gradient-norm-1')
  })

  it('gets a column, survives a reload, and can be removed', async () => {
    const storage = memoryStorage()
    const app = createTrainingApp(trainingAnswers().answers, storage)
    await openTrainingApp(app)
    await app.actions.runs.training.start()
    await untilStatus(app, 'done')
    await app.actions.makeTrainedModel()
    const id = run(app).modelId ?? expect.fail('no model was made')
    expect(id).toBe('trained-gradient-norm-1')
    expect(app.state().models.map((model) => model.id)).toContain(id)
    expect(await modelsIn(storage)).toEqual([id])

    const after = createTrainingApp(trainingAnswers().answers, storage)
    await after.until(() => expect(after.state().zoo.map((model) => model.id)).toContain(id))
    await openTrainingApp(after)
    await after.actions.deleteKept('model', id)
    expect(after.state().zoo.map((model) => model.id)).not.toContain(id)
    expect(await modelsIn(storage)).toEqual([])
  })
})
