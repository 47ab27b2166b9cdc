/** @file Runs that are cut off, and what becomes of them. */
import { beforeEach, describe, expect, it } from 'vitest'
import {
  begin,
  createEvaluationApp,
  EPSILONS,
  files,
  held,
  IMAGES,
  judge,
  openFiles,
  recordsOf,
  run,
  untilHeld,
  untilStatus,
} from '../../testing/evaluationApp'
import { memoryStorage, newestKept } from '../../testing/fakeApp'
import { createGate } from '../../testing/fakeWorkers'
import { expectSentence } from '../../testing/sentence'

describe('a run interrupted', () => {
  let whole: ReturnType<typeof recordsOf>
  beforeEach(async () => {
    const app = createEvaluationApp()
    await begin(app)
    await untilStatus(app, 'done')
    whole = recordsOf(app)
  })

  it('by a pause continues as if nothing had happened', async () => {
    const { gate, answer, asked } = held()
    const app = createEvaluationApp({ answers: { judge: answer } })
    await begin(app)
    await untilHeld(app, asked)
    app.actions.runs.evaluation.pause()
    expect(run(app).status).toBe('paused')
    gate.open()
    await app.actions.runs.evaluation.resume()
    await untilStatus(app, 'done')
    expect(recordsOf(app)).toEqual(whole)
  })

  it('by a reload is restored as paused, asks for its files, and continues', async () => {
    const storage = memoryStorage()
    const { answer, asked } = held()
    const before = createEvaluationApp({ storage, answers: { judge: answer } })
    await begin(before)
    await untilHeld(before, asked)
    before.actions.runs.evaluation.pause()
    await before.until(async () => expect((await newestKept(storage, 'evaluation'))?.status).toBe('paused'))

    const after = createEvaluationApp({ storage })
    await after.until(() => expect(after.state().evaluation.run?.status).toBe('paused'))
    expect(run(after).needsData).toBe(true)
    await openFiles(after)
    expect(run(after).needsData).toBe(false)
    await after.actions.runs.evaluation.resume()
    await untilStatus(after, 'done')
    expect(recordsOf(after)).toEqual(whole)
  })

  it('by a lost GPU continues by itself with the next engine', async () => {
    const { answer, asked } = held()
    const app = createEvaluationApp({ answers: { judge: answer } })
    await begin(app)
    await untilHeld(app, asked)
    app.worker().lose('The GPU was reset.')
    await app.until(() => expect(app.workers).toHaveLength(2))
    await untilStatus(app, 'done')
    expect(recordsOf(app)).toEqual(whole)
  })

  it('by a lost GPU continues, even if a judgement fails before the loss', async () => {
    let calls = 0
    const app = createEvaluationApp({
      answers: {
        judge: (input, control) => {
          if (++calls !== 4) return judge(input, control)
          setTimeout(() => app.workers[0]?.lose('The GPU was reset.'), 20)
          throw new Error("Failed to execute 'mapAsync' on 'GPUBuffer': the device is lost.")
        },
      },
    })
    await begin(app)
    await untilStatus(app, 'done')
    expect(app.workers).toHaveLength(2)
    expect(recordsOf(app)).toEqual(whole)
  })

  it('by a lost GPU while it is planned begins with the next engine', async () => {
    const app = createEvaluationApp({
      answers: {
        attackProblem: () => (app.workers.length === 1 ? createGate<never>().passed : null),
      },
    })
    const begun = begin(app)
    await app.until(() => expect(app.asked('attackProblem').length).toBeGreaterThan(0))
    app.worker().lose('The GPU was reset.')
    await begun
    await untilStatus(app, 'done')
    expect(app.state().evaluation.problem).toBeNull()
    expect(recordsOf(app)).toEqual(whole)
  })

  it('by a stop keeps its results, and can be continued after all', async () => {
    const { gate, answer, asked } = held()
    const app = createEvaluationApp({ answers: { judge: answer } })
    await begin(app)
    await untilHeld(app, asked)
    app.actions.runs.evaluation.stop()
    expect(run(app).status).toBe('stopped')
    expect(recordsOf(app)).toEqual(whole.slice(0, 3))
    gate.open()
    await app.actions.runs.evaluation.resume()
    await untilStatus(app, 'done')
    expect(recordsOf(app)).toEqual(whole)
  })

  it('by removing a model pauses, and adds the model again', async () => {
    const { gate, answer, asked } = held()
    const app = createEvaluationApp({ answers: { judge: answer } })
    await begin(app)
    await untilHeld(app, asked)
    app.actions.removeModel('two')
    expect(run(app).status).toBe('paused')
    expectSentence(run(app).message ?? '', '“two”', 'or resume')
    gate.open()
    await app.actions.runs.evaluation.resume()
    await untilStatus(app, 'done')
    expect(recordsOf(app)).toEqual(whole)
  })

  it('by closing its images asks for the same images, and continues with them', async () => {
    const { gate, answer, asked } = held()
    const app = createEvaluationApp({ answers: { judge: answer } })
    await begin(app)
    await untilHeld(app, asked)
    app.actions.closeDataSet()
    gate.open()
    await untilStatus(app, 'paused')
    expect(run(app).needsData).toBe(true)
    await app.actions.openDataSet({ files: files(IMAGES - 1) })
    await app.actions.runs.evaluation.resume()
    expect(run(app)).toMatchObject({ status: 'paused', needsData: true })
    expectSentence(run(app).message ?? '', 'open the same files')
    await app.actions.openDataSet({ files: files() })
    expect(run(app)).toMatchObject({ status: 'paused', needsData: false, message: null })
    await app.actions.runs.evaluation.resume()
    await untilStatus(app, 'done')
    expect(recordsOf(app)).toEqual(whole)
  })

  it('by another run that cannot be started can be continued', async () => {
    const { gate, answer, asked } = held()
    const app = createEvaluationApp({ answers: { judge: answer } })
    await begin(app)
    await untilHeld(app, asked)
    app.actions.setEvaluation({ modelIds: [] })
    await app.actions.runs.evaluation.start()
    expectSentence(app.state().evaluation.problem ?? '', 'No model is chosen')
    expect(run(app).status).toBe('paused')
    gate.open()
    await app.actions.runs.evaluation.resume()
    await untilStatus(app, 'done')
    expect(recordsOf(app)).toEqual(whole)
  })

  it('by an error explains it, and can be retried', async () => {
    let fails = true
    const app = createEvaluationApp({
      answers: {
        judge: (input, control) => {
          if (fails && input.epsilons[0] === EPSILONS[1]) throw new Error('The logits of "one" are not finite.')
          return judge(input, control)
        },
      },
    })
    await begin(app)
    await untilStatus(app, 'failed')
    expect(run(app).message).toBe('The logits of "one" are not finite.')
    fails = false
    await app.actions.runs.evaluation.resume()
    await untilStatus(app, 'done')
    expect(recordsOf(app)).toEqual(whole)
  })
})
