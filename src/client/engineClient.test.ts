import { beforeEach, describe, expect, it, vi } from 'vitest'
import { FakeWorker } from '../testing/fakeWorkers'
import { expectSentence } from '../testing/sentence'
import { CallCancelled, EngineClient, type Job } from './engineClient'

const MEMORY = { tensorCount: 1, bytes: 4 }

let worker: FakeWorker
let client: EngineClient
const onBackendLost = vi.fn()

beforeEach(() => {
  onBackendLost.mockReset()
  worker = new FakeWorker()
  client = new EngineClient(worker, onBackendLost)
})

const errorOf = (job: Job<unknown>) =>
  job.result.then(
    () => expect.fail('it was done'),
    (error: Error) => error,
  )

/** Settled by the microtasks that are due, or not. */
async function isPending(job: Job<unknown>): Promise<boolean> {
  let pending = true
  const settle = () => {
    pending = false
  }
  job.result.then(settle, settle)
  await new Promise((resolve) => setTimeout(resolve))
  return pending
}

describe('a call', () => {
  it('is posted at once, under a number of its own', () => {
    client.call('memory', {})
    client.call('start', { backend: 'wasm' })
    expect(worker.received).toEqual([
      { type: 'call', jobId: 1, name: 'memory', input: {} },
      { type: 'call', jobId: 2, name: 'start', input: { backend: 'wasm' } },
    ])
  })

  it('gets its own reply, in whatever order replies arrive', async () => {
    const jobs = [0, 1, 2].map(() => client.call('memory', {}))
    for (const jobId of [3, 1, 2]) worker.send({ type: 'done', jobId, output: { ...MEMORY, bytes: jobId } })
    expect((await Promise.all(jobs.map(({ result }) => result))).map(({ bytes }) => bytes)).toEqual([1, 2, 3])
  })

  it('fails with the worker’s message, without affecting others', async () => {
    const wrong = client.call('memory', {})
    const right = client.call('memory', {})
    worker.send({ type: 'failed', jobId: 1, message: 'The label is 12.' })
    worker.send({ type: 'done', jobId: 2, output: MEMORY })
    expect((await errorOf(wrong)).message).toBe('The label is 12.')
    expect(await right.result).toEqual(MEMORY)
  })

  it('receives its own progress while it runs', async () => {
    const onProgress = [vi.fn(), vi.fn()] as const
    const first = client.call('memory', {}, onProgress[0])
    client.call('memory', {}, onProgress[1])
    worker.send({ type: 'progress', jobId: 1, progress: { step: 1, steps: 2 } })
    worker.send({ type: 'done', jobId: 1, output: MEMORY })
    worker.send({ type: 'progress', jobId: 1, progress: { step: 2, steps: 2 } })
    await first.result
    expect(onProgress[0].mock.calls).toEqual([[{ step: 1, steps: 2 }]])
    expect(onProgress[1]).not.toHaveBeenCalled()
  })

  it('is unharmed by replies to unknown calls', async () => {
    const job = client.call('memory', {})
    worker.send({ type: 'done', jobId: 77, output: null })
    worker.send({ type: 'failed', jobId: 78, message: 'whose?' })
    expect(await isPending(job)).toBe(true)
    worker.send({ type: 'done', jobId: 1, output: MEMORY })
    worker.send({ type: 'failed', jobId: 1, message: 'too late' })
    expect(await job.result).toEqual(MEMORY)
  })

  it('is cancelled if the worker says so', async () => {
    const job = client.call('memory', {})
    worker.send({ type: 'cancelled', jobId: 1 })
    expect(await errorOf(job)).toBeInstanceOf(CallCancelled)
  })
})

describe('cancelling a call', () => {
  it('rejects at once and tells the worker, once', async () => {
    const job = client.call('memory', {})
    job.cancel()
    job.cancel()
    expect(await errorOf(job)).toBeInstanceOf(CallCancelled)
    expect(worker.received.slice(1)).toEqual([{ type: 'cancel', jobId: 1 }])
  })

  it('ignores later messages of the job', async () => {
    const onProgress = vi.fn()
    const job = client.call('memory', {}, onProgress)
    job.cancel()
    worker.send({ type: 'progress', jobId: 1, progress: { step: 1, steps: 2 } })
    worker.send({ type: 'done', jobId: 1, output: MEMORY })
    expect(await errorOf(job)).toBeInstanceOf(CallCancelled)
    expect(onProgress).not.toHaveBeenCalled()
  })

  it('does not affect other jobs, nor finished ones', async () => {
    const done = client.call('memory', {})
    const other = client.call('memory', {})
    worker.send({ type: 'done', jobId: 1, output: MEMORY })
    done.cancel()
    expect(await done.result).toEqual(MEMORY)
    expect(await isPending(other)).toBe(true)
    expect(worker.received.some(({ type }) => type === 'cancel')).toBe(false)
  })
})

describe('a worker that stops', () => {
  it.each([
    ['out of memory', 'out of memory'],
    ['', 'script could not be loaded'],
    [undefined, 'script could not be loaded'],
  ])('fails pending calls in one sentence (%j)', async (message, part) => {
    const jobs = [client.call('memory', {}), client.call('start', { backend: 'auto' })]
    worker.fail(message)
    for (const job of jobs) {
      const error = await errorOf(job)
      expect(error).not.toBeInstanceOf(CallCancelled)
      expectSentence(error.message, 'The engine stopped', part)
    }
  })

  it('fails later calls instead of leaving them pending', async () => {
    worker.fail('out of memory')
    expectSentence((await errorOf(client.call('memory', {}))).message, 'The engine stopped', 'out of memory')
    expect(worker.received).toEqual([])
  })
})

describe('closing the client', () => {
  it('ends the worker and cancels pending calls', async () => {
    const job = client.call('memory', {})
    client.close()
    expect(worker.isTerminated).toBe(true)
    expect(await errorOf(job)).toBeInstanceOf(CallCancelled)
  })

  it('cancels later calls', async () => {
    client.close()
    const job = client.call('memory', {})
    job.cancel()
    expect(await errorOf(job)).toBeInstanceOf(CallCancelled)
    expect(worker.received).toEqual([])
  })

  it('ignores later messages, even of a lost backend', () => {
    client.close()
    expect(worker.onmessage).toBeNull()
    expect(worker.onerror).toBeNull()
  })
})

it('passes on that the backend was lost, whatever else is running', async () => {
  const job = client.call('memory', {})
  worker.send({ type: 'backendLost', message: 'The GPU was lost.' })
  expect(onBackendLost.mock.calls).toEqual([['The GPU was lost.', 'running']])
  expect(await isPending(job)).toBe(true)
})
