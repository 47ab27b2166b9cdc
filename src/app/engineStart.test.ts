/** @file An engine whose code or start takes long, or never comes. */
import { afterEach, describe, expect, it, vi } from 'vitest'
import { createFakeApp, type FakeApp } from '../testing/fakeApp'
import { cannedAnswers, createGate } from '../testing/fakeWorkers'
import { expectSentence } from '../testing/sentence'

afterEach(() => {
  vi.useRealTimers()
})

const statuses = (app: FakeApp) => app.state().models.map(({ id, status }) => `${id} ${status}`)

describe('the start of the engine', () => {
  it('is said to take long, and goes on once the engine’s code is there', async () => {
    vi.useFakeTimers()
    const gate = createGate<void>()
    const app = createFakeApp({
      answers: {
        start: async (...asked) => {
          await gate.passed
          return cannedAnswers.start(...asked)
        },
      },
    })
    void app.session.start()
    await vi.advanceTimersByTimeAsync(44_000)
    expect(app.state().engine).toEqual({ status: 'starting' })
    await vi.advanceTimersByTimeAsync(2000)
    const { engine } = app.state()
    expectSentence(engine.status === 'starting' ? (engine.message ?? '') : '', 'has not started for 45 seconds')
    gate.open()
    vi.useRealTimers()
    await app.untilIdle()
    expect(app.state().engine.status).toBe('ready')
    expect(statuses(app)).toEqual(['one ready', 'two ready'])
  })

  it.each(['its worker could not be loaded', 'it has not started'])('is tried again where %s', async (why) => {
    let isMended = false
    const app = createFakeApp({
      answers: {
        start: (...asked) => (isMended ? cannedAnswers.start(...asked) : createGate<never>().passed),
      },
    })
    app.showImage(0.5)
    const started = app.session.start()
    if (why === 'its worker could not be loaded') {
      app.worker().fail(undefined)
      await started
      isMended = true
      // As every failed column offers.
      app.actions.retryModel('two')
    } else {
      isMended = true
      app.actions.restartEngine()
    }
    expect(statuses(app)).toEqual(['one loading', 'two loading'])
    await app.untilIdle()
    expect(app.state().engine.status).toBe('ready')
    expect(statuses(app)).toEqual(['one ready', 'two ready'])
    expect(app.results('two').attack.value).not.toBeNull()
  })

  it.each([
    ['is asked for again where it does not arrive', 2, 4, 'ready'],
    ['that never arrives again is said to take long', 9, 4, 'starting'],
  ])('of code that has come before %s', async (_, silent, workers, status) => {
    vi.useFakeTimers()
    const app = createFakeApp({
      answers: {
        start(...asked) {
          const isSilent = app.workers.length > 1 && app.workers.length <= 1 + silent
          return isSilent ? createGate<never>().passed : cannedAnswers.start(...asked)
        },
      },
    })
    void app.session.start()
    await vi.advanceTimersByTimeAsync(100)
    app.worker().send({ type: 'alive' })
    app.worker().lose('The graphics device was closed.')
    await vi.advanceTimersByTimeAsync(16_000)
    const { engine } = app.state()
    expectSentence(engine.status === 'recovering' ? engine.message : '', 'did not arrive in 15 seconds')
    await vi.advanceTimersByTimeAsync(100_000)
    expect(app.workers).toHaveLength(workers)
    expect(app.state().engine.status).toBe(status)
  })

  it('that is tried again shows the image that was asked for meanwhile', async () => {
    let isMended = false
    const app = createFakeApp({
      answers: { start: (...asked) => (isMended ? cannedAnswers.start(...asked) : createGate<never>().passed) },
    })
    const started = app.session.start()
    app.worker().fail(undefined)
    await started
    await app.actions.openImage(new Blob(['pixels']), 'photo.jpg')
    expectSentence(app.state().imageError ?? '', 'The engine stopped')
    isMended = true
    app.actions.restartEngine()
    // It is read again once the engine is there.
    await app.until(() => expect(app.state().image?.name).toBe('photo.jpg'))
    await app.untilIdle()
    expect(app.state().imageError).toBeNull()
    expect(app.results('one').attack.value).not.toBeNull()
  })
})
