import { describe, expect, it } from 'vitest'
import { createFakeApp, type FakeApp } from '../../testing/fakeApp'
import { cannedAnswers, createGate } from '../../testing/fakeWorkers'

const statuses = (app: FakeApp) => app.state().models.map(({ id, status }) => `${id} ${status}`)

describe('choosing models', () => {
  const ids = (app: FakeApp) => app.state().models.map(({ id }) => id)

  async function createSettled(models: readonly string[] = ['one', 'two']): Promise<FakeApp> {
    const app = createFakeApp({ models, zoo: ['one', 'two', 'three', 'four', 'five', 'six', 'seven'] })
    app.showImage(0.5)
    await app.session.start()
    await app.untilIdle()
    return app
  }

  it('loads those chosen, and no others', async () => {
    const app = await createSettled(['two', 'one'])
    expect(
      app
        .worker()
        .inputs('loadModel')
        .map(({ id }) => id),
    ).toEqual(['two', 'one'])
  })

  it('brings an added model up to date with the image', async () => {
    const app = await createSettled()
    app.actions.chooseModel('three')
    expect(statuses(app)).toEqual(['one ready', 'two ready', 'three loading'])
    await app.untilIdle()
    expect(app.results('three').attack.value).not.toBeNull()
    expect(app.asked('loadModel')).toHaveLength(3)
  })

  it('shows how many bytes have arrived', async () => {
    const gate = createGate()
    const app = createFakeApp({
      models: ['one'],
      answers: {
        loadModel: async (location, control) => {
          await control.checkpoint(500, 1250)
          await gate.passed
          return cannedAnswers.loadModel(location, control)
        },
      },
    })
    void app.session.start()
    await app.until(() =>
      expect(app.state().models[0]).toMatchObject({ download: { receivedBytes: 500, bytes: 1250 } }),
    )
    gate.open()
    await app.untilIdle()
    expect(statuses(app)).toEqual(['one ready'])
  })

  it('ignores a model that is unknown, already chosen, or the seventh', async () => {
    const app = await createSettled(['one', 'two', 'three', 'four', 'five', 'six'])
    const before = app.state()
    for (const id of ['nobody', 'two', 'seven']) app.actions.chooseModel(id)
    expect(app.state()).toBe(before)
    expect(app.asked('loadModel')).toHaveLength(6)
  })

  it('unloads a removed model, with its results', async () => {
    const app = await createSettled()
    app.actions.removeModel('one')
    expect(ids(app)).toEqual(['two'])
    expect(Object.keys(app.state().results)).toEqual(['two'])
    await app.until(() => expect(app.worker().inputs('unloadModel')).toEqual([{ id: 'one' }]))
    await app.untilIdle()
    expect(Object.keys(app.state().results)).toEqual(['two'])
  })

  it('leaves no error and no results of a model removed during an attack', async () => {
    const gate = createGate()
    const app = createFakeApp({
      answers: {
        attack: async (input, control) => {
          await control.checkpoint(1, 2)
          if (input.modelId === 'one') await gate.passed
          return cannedAnswers.attack(input, control)
        },
      },
    })
    app.showImage(0.5)
    await app.session.start()
    await app.until(() => expect(app.results('one').attack.progress).toBe(0.5))
    const errors = app.watchErrors()
    app.actions.removeModel('one')
    gate.open()
    await app.untilIdle()
    await app.until(() => expect(app.results('two').attack.value).not.toBeNull())
    expect([...errors]).toEqual([])
    expect(Object.keys(app.state().results)).toEqual(['two'])
  })

  it('stops loading a removed model, and loads it again when chosen again', async () => {
    const gate = createGate()
    let loads = 0
    const app = createFakeApp({
      models: ['one'],
      zoo: ['one', 'two'],
      answers: {
        loadModel: async (location, control) => {
          if (location.id === 'two' && ++loads === 1) await gate.passed
          await control.checkpoint(1, 2)
          return cannedAnswers.loadModel(location, control)
        },
      },
    })
    await app.session.start()
    const errors = app.watchErrors()
    app.actions.chooseModel('two')
    await app.until(() => expect(loads).toBe(1))
    app.actions.removeModel('two')
    expect(app.worker().received.filter(({ type }) => type === 'cancel')).toHaveLength(1)
    app.actions.chooseModel('two')
    gate.open()
    app.showImage(0.5)
    await app.untilIdle()
    expect(statuses(app)).toEqual(['one ready', 'two ready'])
    expect(app.results('two').attack.value).not.toBeNull()
    expect([...errors]).toEqual([])
  })

  it('keeps the last model', async () => {
    const app = await createSettled(['one'])
    app.actions.removeModel('one')
    expect(statuses(app)).toEqual(['one ready'])
    expect(app.worker().inputs('unloadModel')).toEqual([])
  })

  it('orders models without computing anything', async () => {
    const app = await createSettled()
    const results = app.state().results
    const asked = app.asked().length
    app.actions.moveModel('two', -1)
    expect(ids(app)).toEqual(['two', 'one'])
    app.actions.moveModel('two', -1)
    expect(ids(app)).toEqual(['two', 'one'])
    await app.untilIdle()
    expect(app.state().results).toBe(results)
    expect(app.asked()).toHaveLength(asked)
  })

  it('loads models chosen during the start once the engine runs', async () => {
    const gate = createGate()
    const app = createFakeApp({
      zoo: ['one', 'two', 'three'],
      answers: {
        start: async (input, control) => {
          await gate.passed
          return cannedAnswers.start(input, control)
        },
      },
    })
    void app.session.start()
    app.actions.chooseModel('three')
    app.actions.removeModel('one')
    gate.open()
    await app.untilIdle()
    expect(statuses(app)).toEqual(['two ready', 'three ready'])
    expect(app.asked('loadModel')).toHaveLength(2)
  })

  it('explains why they cannot load if the engine failed', async () => {
    const app = createFakeApp({
      zoo: ['one', 'two', 'three'],
      answers: { start: () => Promise.reject(new Error('There is no backend.')) },
    })
    await app.session.start()
    app.actions.chooseModel('three')
    expect(app.state().models[2]).toMatchObject({ status: 'failed', message: 'There is no backend.' })
    expect(app.asked('loadModel')).toEqual([])
  })

  it('is preserved, with order and colours, when the backend is lost', async () => {
    const app = await createSettled()
    app.actions.chooseModel('five')
    app.actions.moveModel('five', -1)
    app.actions.removeModel('one')
    await app.untilIdle()
    const chosen = app.state().models.map(({ id, color }) => ({ id, color }))
    expect(chosen.map(({ id }) => id)).toEqual(['five', 'two'])
    app.worker().lose('The GPU was lost.')
    // While it comes back, too.
    app.actions.chooseModel('six')
    await app.untilIdle()
    expect(app.state().models).toMatchObject([...chosen, { id: 'six' }])
    expect(statuses(app)).toEqual(['five ready', 'two ready', 'six ready'])
    expect(
      app
        .worker()
        .inputs('loadModel')
        .map(({ id }) => id),
    ).toEqual(['five', 'two', 'six'])
    for (const id of ['five', 'two', 'six']) expect(app.results(id).attack.value).not.toBeNull()
  })
})
