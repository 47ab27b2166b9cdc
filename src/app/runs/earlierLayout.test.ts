import { createStore, get, set } from 'idb-keyval'
import { describe, expect, it } from 'vitest'
import { begin, createEvaluationApp, run, untilStatus } from '../../testing/evaluationApp'
import { newestKept } from '../../testing/fakeApp'
import { cannedManifest } from '../../testing/fakeWorkers'
import { createTrainingApp, openTrainingApp, trainingAnswers } from '../../testing/trainingApp'
import { createKeptStorage } from './keptStorage'

describe('work kept by an earlier release', () => {
  const OLD = { evaluation: 'gradlens-evaluation', runs: 'gradlens-finetune-runs', models: 'gradlens-finetune-models' }

  it('is moved into the list once, by whichever tab comes first', async () => {
    const evaluated = createEvaluationApp()
    await begin(evaluated)
    await untilStatus(evaluated, 'done')
    const trained = createTrainingApp(trainingAnswers().answers)
    await openTrainingApp(trained)
    await trained.actions.runs.training.start()
    await trained.until(() => expect(trained.state().training.run?.status).toBe('done'))
    await trained.actions.runs.sweep.start()
    const { run: oldTraining, sweep: newSweep } = trained.state().training
    const { id: _, ...oldSweep } = newSweep ?? expect.fail('there is no sweep')
    const files = { manifest: JSON.stringify(cannedManifest('mine')), weights: new ArrayBuffer(12) }
    await set('run', { formatVersion: 3, run: run(evaluated) }, createStore(OLD.evaluation, 'runs'))
    const runs = createStore(OLD.runs, 'runs')
    await set('run', { formatVersion: 4, run: oldTraining, state: { json: '{}', tensors: new ArrayBuffer(8) } }, runs)
    await set('sweep', { formatVersion: 2, sweep: oldSweep }, runs)
    await set('mine', files, createStore(OLD.models, 'models'))

    const [one, other] = [createKeptStorage('test-moved'), createKeptStorage('test-moved')]
    const [first, second] = await Promise.all([one.list(), other.list()])
    expect(first.map(({ kind }) => kind)).toEqual(['evaluation', 'model', 'sweep', 'training'])
    expect(second).toEqual(first)
    expect(await one.load('evaluation', run(evaluated).id)).toEqual(run(evaluated))
    expect((await one.load('training', oldTraining?.id ?? ''))?.run).toEqual(oldTraining)
    expect(await newestKept(one, 'sweep')).toMatchObject(oldSweep)
    expect(await one.load('model', 'mine')).toEqual(files)
    expect(await get('run', createStore(OLD.evaluation, 'runs'))).toBeUndefined()

    const app = createEvaluationApp({ storage: one })
    await untilStatus(app, 'done')
    await app.until(() => expect(app.state().zoo.map(({ id }) => id)).toContain('mine'))
  })

  it('in an unknown layout is left in place', async () => {
    const store = createStore(OLD.evaluation, 'runs')
    await set('run', { formatVersion: 1, run: {} }, store)
    expect(await createKeptStorage('test-unknown').list()).toEqual([])
    expect(await get('run', store)).toEqual({ formatVersion: 1, run: {} })
  })
})
