import { beforeEach, describe, expect, it } from 'vitest'
import { FakeWorker } from '../testing/fakeWorkers'
import { EngineClient } from './engineClient'
import { LatestJob } from './latestJob'

/** What happened, in order, such as "start 1". */
let events: string[]
let time: number
let worker: FakeWorker
let latest: LatestJob<number, unknown>

beforeEach(() => {
  events = []
  time = 1000
  worker = new FakeWorker()
  const client = new EngineClient(worker, () => {})
  latest = new LatestJob<number, unknown>(
    // The number of the request is passed as the size.
    (input, onProgress) =>
      client.call('decodeImage', { file: new Blob(), name: '', size: input }, ({ step, steps }) =>
        onProgress(step / steps),
      ),
    {
      onStart: (input) => events.push(`start ${input}`),
      onProgress: (share) => events.push(`progress ${share}`),
      onDone: (output, input) => events.push(`done ${input}: ${output}`),
      onFailed: (message, input) => events.push(`failed ${input}: ${message}`),
      onCancelled: () => events.push('cancelled'),
    },
    () => time,
  )
})

const settle = () => new Promise((resolve) => setTimeout(resolve))
const newestJobId = () => worker.calls().at(-1)!.jobId
const begun = () => worker.inputs('decodeImage').map(({ size }) => size)
const cancelled = () => worker.received.filter(({ type }) => type === 'cancel').length

const progress = (step = 1) => worker.send({ type: 'progress', jobId: newestJobId(), progress: { step, steps: 4 } })

async function finish(output = 'ok'): Promise<void> {
  worker.send({ type: 'done', jobId: newestJobId(), output })
  await settle()
}

describe('a single request', () => {
  it('starts at once, reports progress, and completes', async () => {
    latest.request(1)
    expect(events).toEqual(['start 1'])
    progress(1)
    progress(3)
    await finish()
    expect(events).toEqual(['start 1', 'progress 0.25', 'progress 0.75', 'done 1: ok'])
  })

  it('starts at once after a completed one', async () => {
    latest.request(1)
    await finish()
    latest.request(2)
    await finish()
    expect(events).toEqual(['start 1', 'done 1: ok', 'start 2', 'done 2: ok'])
    expect(cancelled()).toBe(0)
  })

  it('runs even if its input is the same', async () => {
    latest.request(1)
    await finish('first')
    latest.request(1)
    await finish('second')
    expect(events.slice(2)).toEqual(['start 1', 'done 1: second'])
  })
})

describe('a newer request', () => {
  it('replaces a job that has not begun', async () => {
    latest.request(1)
    // However long it waited in the queue.
    time += 10_000
    latest.request(2)
    await settle()
    expect(events).toEqual(['start 1', 'start 2'])
    expect(cancelled()).toBe(1)
    await finish()
    expect(events.at(-1)).toBe('done 2: ok')
  })

  it('waits for a job that began up to 300 ms ago', async () => {
    latest.request(1)
    time += 10_000
    progress()
    time += 300
    latest.request(2)
    await settle()
    expect(begun()).toEqual([1])
    expect(cancelled()).toBe(0)
    await finish('first')
    expect(events.slice(-2)).toEqual(['done 1: first', 'start 2'])
  })

  it('stops waiting after 300 ms', async () => {
    latest.request(1)
    progress(1)
    latest.request(2)
    time += 301
    progress(2)
    await settle()
    expect(begun()).toEqual([1, 2])
    expect(cancelled()).toBe(1)
  })

  it('replaces a job that began longer ago', async () => {
    latest.request(1)
    progress()
    time += 301
    latest.request(2)
    await settle()
    expect(begun()).toEqual([1, 2])
    expect(cancelled()).toBe(1)
    expect(events).not.toContain('cancelled')
  })

  it('counts the 300 ms from the first sign of progress, not the last', async () => {
    latest.request(1)
    progress(1)
    time += 200
    progress(2)
    time += 200
    latest.request(2)
    await settle()
    expect(begun()).toEqual([1, 2])
  })

  it('is the only one that waits: requests in between never begin', async () => {
    latest.request(1)
    progress()
    for (const input of [2, 3, 4, 5]) latest.request(input)
    await finish('first')
    await finish('last')
    expect(begun()).toEqual([1, 5])
    expect(events).toEqual(['start 1', 'progress 0.25', 'done 1: first', 'start 5', 'done 5: last'])
  })

  it('ignores the job that it replaced', async () => {
    latest.request(1)
    const old = newestJobId()
    latest.request(2)
    await settle()
    worker.send({ type: 'progress', jobId: old, progress: { step: 1, steps: 1 } })
    worker.send({ type: 'done', jobId: old, output: 'old' })
    await settle()
    expect(events).toEqual(['start 1', 'start 2'])
    // Nor does it count as begun.
    latest.request(3)
    await settle()
    expect(begun()).toEqual([1, 2, 3])
  })

  it('made while completion is reported is run', async () => {
    const client = new EngineClient(worker, () => {})
    const done: number[] = []
    const chained = new LatestJob<number, unknown>(
      (input) => client.call('decodeImage', { file: new Blob(), name: '', size: input }),
      {
        onStart: () => {},
        onProgress: () => {},
        onDone: (_, input) => {
          done.push(input)
          if (input < 3) chained.request(input + 1)
        },
        onFailed: () => {},
        onCancelled: () => {},
      },
    )
    chained.request(1)
    for (let i = 0; i < 3; i++) await finish()
    expect(done).toEqual([1, 2, 3])
  })
})

describe('cancelling', () => {
  it('ends the running job and reports it', async () => {
    latest.request(1)
    progress()
    latest.cancel()
    await settle()
    expect(events).toEqual(['start 1', 'progress 0.25', 'cancelled'])
    expect(cancelled()).toBe(1)
  })

  it('drops the waiting request', async () => {
    latest.request(1)
    progress()
    latest.request(2)
    latest.cancel()
    await settle()
    expect(begun()).toEqual([1])
    expect(events.filter((event) => event === 'cancelled')).toHaveLength(1)
  })

  it('reports nothing if a newer request follows at once', async () => {
    latest.request(1)
    latest.cancel()
    latest.request(2)
    await settle()
    expect(events).toEqual(['start 1', 'start 2'])
  })

  it('without a job does nothing', async () => {
    latest.cancel()
    await settle()
    latest.request(1)
    await finish()
    latest.cancel()
    await settle()
    expect(events).toEqual(['start 1', 'done 1: ok'])
  })
})

describe('a failure', () => {
  it('is reported, and the next request works', async () => {
    latest.request(1)
    worker.send({ type: 'failed', jobId: newestJobId(), message: 'no' })
    await settle()
    latest.request(2)
    await finish()
    expect(events).toEqual(['start 1', 'failed 1: no', 'start 2', 'done 2: ok'])
  })

  it('starts the waiting request', async () => {
    latest.request(1)
    progress()
    latest.request(2)
    worker.send({ type: 'failed', jobId: newestJobId(), message: 'no' })
    await settle()
    expect(events).toEqual(['start 1', 'progress 0.25', 'failed 1: no', 'start 2'])
  })

  it('of the whole worker is reported for every request from then on', async () => {
    latest.request(1)
    worker.fail('out of memory')
    await settle()
    latest.request(2)
    await settle()
    expect(events.filter((event) => event.startsWith('failed'))).toEqual([
      expect.stringMatching(/^failed 1: The engine stopped/),
      expect.stringMatching(/^failed 2: The engine stopped/),
    ])
  })
})

describe('200 requests', () => {
  const NUMBERS = Array.from({ length: 200 }, (_, i) => i + 1)

  it('at once begin two jobs and complete the last', async () => {
    for (const input of NUMBERS) latest.request(input)
    await settle()
    await finish()
    expect(begun()).toEqual([1, 200])
    expect(events).toEqual(['start 1', 'start 200', 'done 200: ok'])
  })

  it('16 ms apart, as from a slider, show results on the way and complete the last', async () => {
    for (const input of NUMBERS) {
      time += 16
      latest.request(input)
      await settle()
      // Each attack takes ten of these times, and is under way at the first.
      if (input % 10 === 0) await finish()
      progress()
    }
    await settle()
    while (!events.at(-1)?.startsWith('done')) await finish()
    const done = events.filter((event) => event.startsWith('done'))
    expect(done.at(-1)).toBe('done 200: ok')
    expect(done.length).toBeGreaterThanOrEqual(10)
    expect(cancelled()).toBe(0)
  })
})
