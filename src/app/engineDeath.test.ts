/** @file An engine that ends or hangs is replaced, and what ended it is not asked again by itself. */
import { afterEach, describe, expect, it, vi } from 'vitest'
import type { JobControl } from '../engine/jobControl'
import { createFakeApp, type FakeApp } from '../testing/fakeApp'
import { type Answers, cannedAnswers, createGate } from '../testing/fakeWorkers'
import { expectSentence } from '../testing/sentence'

const statuses = (app: FakeApp) => app.state().models.map(({ id, status }) => `${id} ${status}`)

describe('an engine that dies', () => {
  /** Dies with the first job of this kind for which `isDeadly` is true, each time it is asked. */
  const dieFor =
    <Name extends 'loadModel' | 'attack'>(name: Name, isDeadly: (input: Parameters<Answers[Name]>[0]) => boolean) =>
    (input: Parameters<Answers[Name]>[0], control: JobControl) => {
      if (isDeadly(input)) throw new Error('Aborted(). Build with -sASSERTIONS for more info.')
      return (cannedAnswers[name] as (...given: unknown[]) => never)(input, control)
    }

  it('while opening a model restarts without it, and the other models work', async () => {
    let isDeadly = true
    const app = createFakeApp({ answers: { loadModel: dieFor('loadModel', ({ id }) => isDeadly && id === 'two') } })
    app.showImage(0.5)
    await app.session.start()
    await app.until(() => expect(statuses(app)).toEqual(['one ready', 'two failed']))
    await app.untilIdle()
    expect(app.workers).toHaveLength(2)
    const [, failed] = app.state().models
    expectSentence(failed?.status === 'failed' ? failed.message : '', 'ran out of memory in WebAssembly')
    expect(app.results('one').attack.value).not.toBeNull()
    isDeadly = false
    app.session.retryModel('two')
    await app.untilIdle()
    expect(statuses(app)).toEqual(['one ready', 'two ready'])
    expect(app.workers).toHaveLength(2)
  })

  it('during an attack restarts, and does not repeat the attack by itself', async () => {
    let isDeadly = true
    const app = createFakeApp({ answers: { attack: dieFor('attack', ({ modelId }) => isDeadly && modelId === 'one') } })
    await app.session.start()
    app.showImage(0.5)
    await app.until(() => expect(app.workers).toHaveLength(2))
    await app.until(() => expect(app.state().results.two?.attack.value ?? null).not.toBeNull())
    await app.untilIdle()
    expect(app.workers).toHaveLength(2)
    expectSentence(app.results('one').attack.error ?? '', 'ran out of memory in WebAssembly')
    isDeadly = false
    app.actions.retryResults('one')
    await app.untilIdle()
    expect(app.results('one').attack).toMatchObject({ error: null, value: { madeOn: 'one' } })
  })
})

describe('an engine that hangs while starting', () => {
  afterEach(() => {
    vi.useRealTimers()
  })

  const hanging = (times: number) => {
    const app = createFakeApp({
      answers: {
        start: (input, control) => {
          if (app.workers.length > times) return cannedAnswers.start(input, control)
          app.worker().postMessage = () => {}
          return createGate<never>().passed
        },
      },
    })
    return app
  }

  const startsOf = (app: FakeApp) => app.workers.map((worker) => worker.inputs('start'))

  it('is replaced by one without threads', async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'performance'] })
    const app = hanging(1)
    void app.session.start()
    app.worker().send({ type: 'alive' })
    app.worker().send({ type: 'startingThreads' })
    await vi.advanceTimersByTimeAsync(24_000)
    vi.useRealTimers()
    await app.until(() => expect(app.workers).toHaveLength(2))
    await app.untilIdle()
    expect(startsOf(app)).toEqual([[{ backend: 'auto' }], [{ backend: 'auto', withoutThreads: true }]])
    expect(app.state().engine.status).toBe('ready')
  })

  it('before it has begun threads is waited for longer, and then replaced by one on wasm', async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'performance'] })
    const app = hanging(1)
    void app.session.start()
    app.worker().send({ type: 'alive' })
    await vi.advanceTimersByTimeAsync(119_000)
    expect(app.workers).toHaveLength(1)
    await vi.advanceTimersByTimeAsync(6_000)
    vi.useRealTimers()
    await app.until(() => expect(app.workers).toHaveLength(2))
    await app.untilIdle()
    expect(startsOf(app)).toEqual([[{ backend: 'auto' }], [{ backend: 'wasm', withoutThreads: true }]])
    expect(app.state().engine).toMatchObject({
      status: 'ready',
      report: { reason: expect.stringContaining('did not answer') },
    })
  })

  it('is not said to have failed before another has started', async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'performance'] })
    const app = hanging(1)
    const shown = new Set<string>()
    app.store.subscribe(({ engine, models }) => {
      shown.add(engine.status)
      for (const { status } of models) shown.add(status)
    })
    void app.session.start()
    app.worker().send({ type: 'alive' })
    app.worker().fail('a thread did not start')
    vi.useRealTimers()
    await app.until(() => expect(app.workers).toHaveLength(2))
    await app.untilIdle()
    expect(app.state().engine.status).toBe('ready')
    expect(shown).not.toContain('failed')
  })

  it('without threads is reported as failed', async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'performance'] })
    const app = hanging(2)
    void app.session.start()
    app.worker().send({ type: 'alive' })
    app.worker().send({ type: 'startingThreads' })
    await vi.advanceTimersByTimeAsync(24_000)
    // Without `until`, which would move the clock.
    for (let looks = 0; looks < 1000 && app.workers.length < 2; looks++) {
      await new Promise((resolve) => setTimeout(resolve, 5))
    }
    expect(app.workers).toHaveLength(2)
    app.worker().send({ type: 'alive' })
    await vi.advanceTimersByTimeAsync(126_000)
    vi.useRealTimers()
    await app.until(() => expect(app.state().engine.status).toBe('failed'))
    expect(app.workers).toHaveLength(2)
  })
})
