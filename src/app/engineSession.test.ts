import { afterEach, describe, expect, it, vi } from 'vitest'
import { shownQuantities } from '../store/compare/quantities'
import { createFakeApp, type FakeApp } from '../testing/fakeApp'
import { cannedAnswers, createGate } from '../testing/fakeWorkers'
import { expectSentence } from '../testing/sentence'
import { eps255, toEps01 } from '../units'

afterEach(() => {
  vi.restoreAllMocks()
})

const statuses = (app: FakeApp) => app.state().models.map(({ id, status }) => `${id} ${status}`)

describe('starting', () => {
  it('shows every model as loading at once, and as ready when the engine has it', async () => {
    const app = createFakeApp()
    void app.session.start()
    expect(app.state().engine).toEqual({ status: 'starting' })
    expect(statuses(app)).toEqual(['one loading', 'two loading'])
    await app.untilIdle()
    expect(app.state().engine).toMatchObject({ status: 'ready', report: { name: 'webgpu' } })
    expect(statuses(app)).toEqual(['one ready', 'two ready'])
    expect(app.worker().inputs('loadModel')[1]).toMatchObject({ manifestUrl: 'two.json', weightsUrl: 'two.bin' })
  })

  it.each(['auto', 'wasm'] as const)('asks for the backend that is wanted: %s', async (backend) => {
    const app = createFakeApp({ backend })
    await app.session.start()
    expect(app.worker().inputs('start')).toEqual([{ backend }])
  })

  it('explains why no engine starts, and sends it no more requests', async () => {
    const app = createFakeApp({ answers: { start: () => Promise.reject(new Error('There is no backend.')) } })
    await app.session.start()
    expect(app.state().engine).toEqual({ status: 'failed', message: 'There is no backend.' })
    expect(app.asked()).toEqual(['start'])
  })

  it('reports that the worker could not be loaded, also when an image is opened', async () => {
    const app = createFakeApp({ answers: { start: () => createGate<never>().passed } })
    const started = app.session.start()
    app.worker().fail(undefined)
    await started
    expect(app.state().engine.status).toBe('failed')
    await app.actions.openImage(new Blob(), 'photo.jpg')
    expect(app.state().imageLoading).toBe(false)
    expectSentence(app.state().imageError ?? '', 'The engine stopped')
  })

  it('offers no client before it begins', () => {
    expect(() => createFakeApp().session.client).toThrow('The engine is not running; wait')
  })
})

describe('a model that fails to load', () => {
  function withBroken(id: string) {
    let isBroken = true
    const app = createFakeApp({
      models: ['one', 'two', 'three'],
      answers: {
        loadModel: (location) => {
          if (isBroken && location.id === id) throw new Error('The weights file is cut short; fetch it again.')
          return cannedAnswers.loadModel(location, { checkpoint: async () => {} })
        },
      },
    })
    const mend = () => {
      isBroken = false
    }
    return { app, mend }
  }

  it('is explained, and the others continue to their results', async () => {
    const { app } = withBroken('two')
    app.showImage(0.5)
    await app.session.start()
    await app.untilIdle()
    expect(statuses(app)).toEqual(['one ready', 'two failed', 'three ready'])
    expect(app.state().models[1]).toMatchObject({ message: 'The weights file is cut short; fetch it again.' })
    expect(Object.keys(app.state().results)).toEqual(['one', 'three'])
    expect(app.results('three').attack.value).not.toBeNull()
  })

  it('can be loaded again, and catches up', async () => {
    const { app, mend } = withBroken('two')
    app.showImage(0.5)
    await app.session.start()
    mend()
    app.actions.retryModel('two')
    expect(statuses(app)[1]).toBe('two loading')
    await app.untilIdle()
    expect(statuses(app)[1]).toBe('two ready')
    expect(app.results('two').attack.value).not.toBeNull()
    expect(app.asked('loadModel')).toHaveLength(4)
  })
})

describe('a lost backend', () => {
  it('is replaced by a new worker with the same models, image and settings', async () => {
    const app = createFakeApp({ backend: 'webgl' })
    const image = app.showImage(0.5)
    app.store.setState({ label: 'automobile' })
    app.actions.setAttackSettings({ epsilon: toEps01(eps255(2)), steps: 3 })
    await app.session.start()
    await app.untilIdle()
    const old = app.worker()
    const first = app.results('one')

    old.lose('The GPU was lost.')
    expect(app.state().engine).toEqual({ status: 'recovering', message: 'The GPU was lost.' })
    expect(old.isTerminated).toBe(true)
    expect(app.workers).toHaveLength(2)
    // What was computed stays on the page meanwhile.
    expect(app.results('one')).toEqual(first)
    await app.untilIdle()

    expect(app.state().engine.status).toBe('ready')
    expect(app.worker().inputs('start')).toEqual([{ backend: 'webgl' }])
    expect(app.worker().inputs('loadModel')).toEqual(old.inputs('loadModel'))
    expect(app.worker().inputs('measure')).toEqual(old.inputs('measure'))
    expect(app.worker().inputs('attack')).toEqual(old.inputs('attack'))
    expect(app.worker().inputs('attack')[0]).toMatchObject({
      label: 1,
      attack: { settings: { epsilon: 2 / 255, steps: 3 } },
    })
    for (const id of ['one', 'two']) {
      expect(app.results(id).quantities.prediction).toMatchObject({ error: null, value: { label: 1 } })
      expect(app.results(id).attack.value).not.toBe(first.attack.value)
      expect(app.results(id).attack.value?.image).toBe(image)
    }
  })

  it('during an attack shows no error', async () => {
    const gate = createGate()
    const app = createFakeApp({
      answers: {
        attack: async (input, control) => {
          if (app.workers.length === 1) await gate.passed
          return cannedAnswers.attack(input, control)
        },
      },
    })
    app.showImage(0.5)
    await app.session.start()
    await app.until(() => expect(app.asked('attack')).toHaveLength(2))
    const errors = app.watchErrors()
    app.worker().lose('The GPU was lost.')
    await app.untilIdle()
    expect([...errors]).toEqual([])
    for (const id of ['one', 'two']) expect(app.results(id).attack.value).not.toBeNull()
  })

  it('during an attack with another waiting runs neither before the model loads', async () => {
    const gate = createGate()
    const app = createFakeApp({
      models: ['one'],
      answers: {
        attack: async (input, control) => {
          await control.checkpoint(1, 2)
          if (app.workers.length === 1) await gate.passed
          return cannedAnswers.attack(input, control)
        },
      },
    })
    app.showImage(0.5)
    await app.session.start()
    await app.until(() => expect(app.results('one').attack.progress).toBe(0.5))
    const errors = app.watchErrors()
    app.actions.setAttackSettings({ epsilon: toEps01(eps255(2)) })
    app.worker().lose('The GPU was lost.')
    await app.untilIdle()
    expect([...errors]).toEqual([])
    const names = app
      .worker()
      .calls()
      .map(({ name }) => name)
    expect(names).toEqual([
      'start',
      'describeAttacks',
      'loadModel',
      ...shownQuantities({ maps: [] }).map(() => 'measure'),
      'attack',
    ])
    expect(app.results('one').attack.value?.form).toBe(app.state().attack)
  })

  it('with settings changed during the restart shows no error, and their results', async () => {
    const gate = createGate()
    const app = createFakeApp({
      answers: {
        start: async (input, control) => {
          if (app.workers.length > 1) await gate.passed
          return cannedAnswers.start(input, control)
        },
      },
    })
    app.showImage(0.5)
    await app.session.start()
    await app.untilIdle()
    const errors = app.watchErrors()
    app.worker().lose('The GPU was lost.')
    app.actions.setAttackSettings({ epsilon: toEps01(eps255(1)) })
    app.actions.chooseLabel('bird')
    const image = app.showImage(0.25)
    gate.open()
    await app.untilIdle()
    expect([...errors]).toEqual([])
    for (const id of ['one', 'two']) {
      expect(app.results(id).attack.value).toMatchObject({ label: 2, form: app.state().attack })
      expect(app.results(id).attack.value?.image).toBe(image)
    }
    await app.until(() => expect(app.state().edges[2]?.image).toBe(image))
  })

  it('during loading, or while the new engine starts, is replaced too', async () => {
    const never = createGate<never>()
    const app = createFakeApp({
      answers: {
        loadModel: (location, control) =>
          app.workers.length === 1 ? never.passed : cannedAnswers.loadModel(location, control),
        start: (input, control) => (app.workers.length === 2 ? never.passed : cannedAnswers.start(input, control)),
      },
    })
    void app.session.start()
    await app.until(() => expect(app.asked('loadModel')).toHaveLength(2))
    app.worker().lose('Once.')
    await app.until(() => expect(app.worker().inputs('start')).toHaveLength(1))
    app.worker().lose('Twice.')
    await app.untilIdle()
    expect(app.workers).toHaveLength(3)
    expect(statuses(app)).toEqual(['one ready', 'two ready'])
    expect(app.state().engine).toMatchObject({ status: 'ready', report: { name: 'webgpu' } })
  })

  it('leaves edges that were not computed to the new engine', async () => {
    const never = createGate<never>()
    const app = createFakeApp({
      answers: {
        edgeEnergy: (input, control) =>
          app.workers.length === 1 ? never.passed : cannedAnswers.edgeEnergy(input, control),
      },
    })
    await app.session.start()
    const image = app.showImage(0.5)
    await app.until(() => expect(app.asked('edgeEnergy')).toHaveLength(1))
    app.worker().lose('The GPU was lost.')
    await app.until(() => expect(app.state().edges[2]?.image).toBe(image))
    await app.untilIdle()
    app.worker().lose('The GPU was lost.')
    await app.untilIdle()
    expect(app.worker().inputs('edgeEnergy'), 'they do not depend on the engine').toEqual([])
  })

  it('whose replacement does not start is reported as a failed engine', async () => {
    const app = createFakeApp({
      answers: {
        start: (input, control) => {
          if (app.workers.length > 1) throw new Error('There is no backend.')
          return cannedAnswers.start(input, control)
        },
      },
    })
    await app.session.start()
    app.worker().lose('The GPU was lost.')
    await app.until(() => expect(app.state().engine.status).toBe('failed'))
    expect(app.state().engine).toEqual({ status: 'failed', message: 'There is no backend.' })
  })
})

describe('a backend that is lost repeatedly', () => {
  /** The backends asked for after losses at these times. */
  const backendsAfter = (...secondsOfLosses: number[]) =>
    backendsOf(createFakeApp({ models: ['one'] }), secondsOfLosses)

  async function backendsOf(app: FakeApp, secondsOfLosses: readonly number[]) {
    const clock = vi.spyOn(performance, 'now')
    void app.session.start()
    await new Promise((resolve) => setTimeout(resolve, 5))
    for (const seconds of secondsOfLosses) {
      clock.mockReturnValue(1000 * seconds)
      app.worker().lose('The GPU was lost.')
      await new Promise((resolve) => setTimeout(resolve, 5))
    }
    // waitFor reads the clock too.
    clock.mockRestore()
    await app.untilIdle()
    const asked = app.workers.flatMap((worker) => worker.inputs('start').map(({ backend }) => backend))
    return { asked, engine: app.state().engine }
  }

  it('is replaced by wasm after three times in a minute', async () => {
    const { asked, engine } = await backendsAfter(10, 40, 69)
    expect(asked).toEqual(['auto', 'auto', 'auto', 'wasm'])
    expect(engine).toMatchObject({ report: { name: 'wasm', reason: expect.stringContaining('lost 3 times') } })
  })

  it('restarts after twice in a minute', async () => {
    expect((await backendsAfter(10, 40)).asked).toEqual(['auto', 'auto', 'auto'])
  })

  it('restarts after three times in more than a minute', async () => {
    expect((await backendsAfter(10, 40, 71)).asked).toEqual(['auto', 'auto', 'auto', 'auto'])
  })

  it('is replaced by wasm after three starts in a row, however long they take', async () => {
    const app = createFakeApp({
      models: ['one'],
      answers: {
        start: (input, control) =>
          input.backend === 'wasm' ? cannedAnswers.start(input, control) : new Promise(() => {}),
      },
    })
    expect((await backendsOf(app, [50, 150, 250])).asked).toEqual(['auto', 'auto', 'auto', 'wasm'])
    expect(app.state().engine.status).toBe('ready')
  })

  it('counts only the last minute', async () => {
    expect((await backendsAfter(10, 40, 71, 99)).asked).toEqual(['auto', 'auto', 'auto', 'auto', 'wasm'])
  })
})
