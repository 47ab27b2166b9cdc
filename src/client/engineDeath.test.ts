/** @file An engine that ends in the middle of a job, and one that says nothing more. */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { FakeWorker } from '../testing/fakeWorkers'
import { expectSentence } from '../testing/sentence'
import { CallCancelled, EngineClient, EngineDied } from './engineClient'

let worker: FakeWorker
let client: EngineClient
const onLost = vi.fn()

/** How each call ended, or "pending". */
const ends: Record<string, unknown> = {}

function call(name: 'start' | 'memory', as: string) {
  ends[as] = 'pending'
  const job = name === 'start' ? client.call('start', { backend: 'wasm' }) : client.call('memory', {})
  job.result.then(
    () => {
      ends[as] = 'done'
    },
    (error: unknown) => {
      ends[as] = error
    },
  )
  return job
}

const pings = () => worker.received.filter(({ type }) => type === 'ping').length
/** The worker answers each ping for this long. */
async function passAlive(ms: number): Promise<void> {
  for (let passed = 0; passed < ms; passed += 1000) {
    const before = pings()
    await vi.advanceTimersByTimeAsync(1000)
    if (pings() > before) worker.send({ type: 'alive' })
  }
}

beforeEach(() => {
  vi.useFakeTimers()
  onLost.mockReset()
  worker = new FakeWorker()
  client = new EngineClient(worker, onLost)
})

afterEach(() => {
  vi.useRealTimers()
})

describe('a job that kills the engine', () => {
  it('fails with its own message, and the engine is lost', async () => {
    call('memory', 'deadly')
    call('memory', 'other')
    worker.send({ type: 'died', jobId: 1, message: 'It ran out of memory; choose a smaller model.' })
    await vi.advanceTimersByTimeAsync(0)
    client.close()
    await vi.advanceTimersByTimeAsync(0)
    expect(ends.deadly).toBeInstanceOf(EngineDied)
    expect(ends.deadly).toMatchObject({ message: 'It ran out of memory; choose a smaller model.' })
    expect(ends.other).toBeInstanceOf(CallCancelled)
    expect(onLost.mock.calls).toEqual([['It ran out of memory; choose a smaller model.', 'running']])
  })

  it('loses the engine even if it was cancelled before', async () => {
    call('memory', 'deadly').cancel()
    worker.send({ type: 'died', jobId: 1, message: 'It ran out of memory.' })
    await vi.advanceTimersByTimeAsync(0)
    expect(onLost).toHaveBeenCalledTimes(1)
  })
})

it('an engine with an error that no job reports is lost, and its jobs fail with a sentence', async () => {
  worker.send({ type: 'alive' })
  call('memory', 'job')
  worker.fail('out of memory')
  await vi.advanceTimersByTimeAsync(0)
  expect(ends.job).toBeInstanceOf(EngineDied)
  expectSentence((ends.job as Error).message, 'The engine stopped (out of memory)')
  expect(worker.isTerminated).toBe(true)
  expect(onLost).toHaveBeenCalledExactlyOnceWith((ends.job as Error).message, 'running')
})

describe('a silent engine', () => {
  it('is lost after two minutes of a job, which fails with a sentence', async () => {
    worker.send({ type: 'alive' })
    call('memory', 'job')
    await vi.advanceTimersByTimeAsync(119_000)
    expect(ends.job).toBe('pending')
    await vi.advanceTimersByTimeAsync(6_000)
    expect(ends.job).toBeInstanceOf(EngineDied)
    expectSentence((ends.job as Error).message, 'did not answer for 12')
    expect(worker.isTerminated).toBe(true)
    expect(onLost.mock.calls).toEqual([[(ends.job as Error).message, 'running']])
  })

  it('is lost twenty seconds after its start has begun threads', async () => {
    worker.send({ type: 'alive' })
    call('start', 'start')
    worker.send({ type: 'startingThreads' })
    await vi.advanceTimersByTimeAsync(19_000)
    expect(ends.start).toBe('pending')
    await vi.advanceTimersByTimeAsync(5_000)
    expect(ends.start).toBeInstanceOf(EngineDied)
    expectSentence((ends.start as Error).message, 'while it started')
    expect(onLost.mock.calls).toEqual([[(ends.start as Error).message, 'starting']])
  })

  it('is lost after two minutes of a start without threads, as where software compiles shaders', async () => {
    worker.send({ type: 'alive' })
    call('start', 'start')
    await vi.advanceTimersByTimeAsync(119_000)
    expect(ends.start).toBe('pending')
    await vi.advanceTimersByTimeAsync(6_000)
    expect(ends.start).toBeInstanceOf(EngineDied)
    expect(onLost.mock.calls).toEqual([[(ends.start as Error).message, 'hanging in its start']])
  })

  it('has two minutes for its jobs also after a start that has begun threads', async () => {
    worker.send({ type: 'alive' })
    call('start', 'start')
    worker.send({ type: 'startingThreads' })
    worker.send({ type: 'done', jobId: 1, output: null })
    call('memory', 'job')
    await vi.advanceTimersByTimeAsync(119_000)
    expect(ends.job).toBe('pending')
  })

  it('is waited for until its script has loaded, as on a slow network', async () => {
    call('start', 'start')
    await vi.advanceTimersByTimeAsync(600_000)
    expect(ends.start).toBe('pending')
    expect(pings()).toBe(0)
  })

  it('is not watched while it has nothing to do', async () => {
    worker.send({ type: 'alive' })
    call('memory', 'job')
    worker.send({ type: 'done', jobId: 1, output: { tensorCount: 0, bytes: 0 } })
    await vi.advanceTimersByTimeAsync(600_000)
    expect(pings()).toBe(0)
    expect(onLost).not.toHaveBeenCalled()
  })
})

describe('a responsive engine', () => {
  it('may take as long as it needs', async () => {
    worker.send({ type: 'alive' })
    call('memory', 'job')
    await passAlive(600_000)
    expect(ends.job).toBe('pending')
    expect(onLost).not.toHaveBeenCalled()
  })

  it('is not considered dead after the computer slept', async () => {
    worker.send({ type: 'alive' })
    call('memory', 'job')
    const clock = vi.spyOn(performance, 'now')
    clock.mockReturnValue(performance.now() + 8 * 3600_000)
    await vi.advanceTimersByTimeAsync(2_000)
    expect(ends.job).toBe('pending')
    clock.mockRestore()
  })
})
