/** @file A browser that denies its storage, never answers, or has no space: the page says so, and the work on screen stays. */
import { createStore, promisifyRequest, type UseStore } from 'idb-keyval'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { keepingProblem } from '../../store/runs/kept'
import { begin, createEvaluationApp, run, untilStatus } from '../../testing/evaluationApp'
import { memoryStorage } from '../../testing/fakeApp'
import { expectSentence } from '../../testing/sentence'
import { createTrainingApp, openTrainingApp, trainingAnswers } from '../../testing/trainingApp'
import { createKeptStorage } from './keptStorage'
import { openInTime } from './openInTime'

const count = (use: UseStore) => use('readonly', (store) => promisifyRequest(store.count()))

afterEach(() => {
  vi.unstubAllGlobals()
  vi.useRealTimers()
})

describe('a database', () => {
  it('that answers is used directly', async () => {
    expect(await count(openInTime(createStore('test-answering', 'kept')))).toBe(0)
  })

  it('that never answers fails after a timeout, and then at once', async () => {
    vi.useFakeTimers()
    const use = openInTime(() => new Promise(() => {}), 30)
    const refused = expect(count(use)).rejects.toThrow('The storage of the browser does not answer; retry')
    await vi.advanceTimersByTimeAsync(30)
    await refused
    const again = expect(count(use)).rejects.toThrow('does not answer')
    await vi.advanceTimersByTimeAsync(0)
    await again
  })

  it('that answers late is used from then on', async () => {
    const store = createStore('test-late', 'kept')
    let answer = (): void => {}
    const answered = new Promise<void>((resolve) => {
      answer = resolve
    })
    const use = openInTime((mode, work) => answered.then(() => store(mode, work)), 10)
    await expect(count(use)).rejects.toThrow('does not answer')
    answer()
    await vi.waitFor(async () => expect(await count(use)).toBe(0))
  })

  it('that denies access is asked again by the next call', async () => {
    const store = createStore('test-denied', 'kept')
    let isDenied = true
    const use = openInTime((mode, work) => {
      if (isDenied) throw new Error('The operation is insecure.')
      return store(mode, work)
    })
    await expect(count(use)).rejects.toThrow('The operation is insecure.')
    isDenied = false
    expect(await count(use)).toBe(0)
  })
})

/** What a browser may do of its own. */
const BROWSERS = {
  'has no storage at all': undefined,
  'throws when it is opened': {
    open: () => {
      throw new DOMException('The operation is insecure.', 'SecurityError')
    },
    databases: async () => [],
  },
  'fails to open it': {
    open: () => {
      const request = { error: new DOMException('It is corrupt.', 'UnknownError') } as {
        error: Error
        onerror?: () => void
      }
      setTimeout(() => request.onerror?.())
      return request
    },
    databases: async () => [],
  },
  'never answers': { open: () => ({}), databases: () => new Promise(() => {}) },
}

describe.each(Object.entries(BROWSERS))('a browser that %s', (_, indexedDB) => {
  it('is reported; runs still end and can be reopened', async () => {
    vi.stubGlobal('indexedDB', indexedDB)
    const storage = createKeptStorage('test-denied-page', 50)
    const evaluating = createEvaluationApp({ storage })
    await begin(evaluating)
    await untilStatus(evaluating, 'done')
    const { id } = run(evaluating)
    await evaluating.until(() =>
      expectSentence(
        keepingProblem(evaluating.state().kept, 'evaluation', id) ?? '',
        'is lost with the page',
        'export',
      ),
    )
    await evaluating.actions.runs.evaluation.close()
    await evaluating.actions.openKept('evaluation', id)
    expect(run(evaluating)).toMatchObject({ id, status: 'done' })

    const training = createTrainingApp(trainingAnswers().answers, storage)
    await openTrainingApp(training)
    await training.actions.runs.training.start()
    await training.until(() => expect(training.state().training.run?.status).toBe('done'))
    await training.actions.makeTrainedModel()
    const modelId = training.state().training.run?.modelId ?? undefined
    expect(training.state().models.map((model) => model.id)).toContain(modelId)
    expectSentence(keepingProblem(training.state().kept, 'model', modelId) ?? '', 'is lost with the page', 'export')
  })
})

describe('persistent storage', () => {
  it('is requested once, with the first run that is kept', async () => {
    const persist = vi.fn(async () => true)
    vi.stubGlobal('navigator', { storage: { persist, persisted: async () => false, estimate: async () => ({}) } })
    const app = createEvaluationApp()
    await begin(app, { flags: null })
    await untilStatus(app, 'done')
    await app.until(() => expect(persist).toHaveBeenCalledTimes(1))
    await app.actions.runs.evaluation.start()
    await untilStatus(app, 'done')
    expect(persist).toHaveBeenCalledTimes(1)
  })

  it('is not requested if nothing can be kept, or nothing is', async () => {
    const persist = vi.fn(async () => true)
    vi.stubGlobal('navigator', { storage: { persist, persisted: async () => false, estimate: async () => ({}) } })
    const full = () => Promise.reject(Object.assign(new Error('full'), { name: 'QuotaExceededError' }))
    const app = createEvaluationApp({ storage: { ...memoryStorage(), save: full } })
    await app.session.start()
    await app.untilIdle()
    expect(persist).not.toHaveBeenCalled()
    await begin(app)
    await untilStatus(app, 'done')
    expect(persist).not.toHaveBeenCalled()
  })
})
