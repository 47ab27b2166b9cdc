import { afterEach, describe, expect, it, vi } from 'vitest'
import type { DataFile } from '../images/datasets/types'
import { readingWorkerHere } from '../testing/readingWorkerHere'
import { expectSentence } from '../testing/sentence'
import type { FromReading, ToReading } from '../worker/readingMessages'
import { ModelReader, type ReadingWorker } from './modelReader'
import { CallCancelled } from './workerClient'

const file = (path: string, content: BlobPart): DataFile => ({ path, blob: new Blob([content]) })
const MODEL = [file('manifest.json', '{"id": "mine"}'), file('weights.safetensors', 'numbers')]

/** A worker whose messages are sent by the test. */
function silentWorker() {
  const received: ToReading[] = []
  const worker: ReadingWorker & { isTerminated: boolean; send: (message: FromReading) => void } = {
    onmessage: null,
    onerror: null,
    isTerminated: false,
    postMessage: (message) => void received.push(message),
    terminate: () => {
      worker.isTerminated = true
    },
    send: (message) => worker.onmessage?.({ data: message } as MessageEvent<FromReading>),
  }
  return worker
}

const failureOf = (result: Promise<unknown>) =>
  result.then(
    () => expect.fail('it was done'),
    (error: Error) => error,
  )

afterEach(() => {
  vi.useRealTimers()
})

describe('reading a model in its own worker', () => {
  it('returns weights without a copy, and ends when closed', async () => {
    const worker = readingWorkerHere()
    const terminate = vi.spyOn(worker, 'terminate')
    const reading = new ModelReader(() => worker).open(MODEL)
    const opened = await reading.opened.result
    expect(opened.kind === 'whole' && new TextDecoder().decode(opened.checkpoint.weights)).toBe('numbers')
    expect(terminate).not.toHaveBeenCalled()
    reading.close()
    expect(terminate).toHaveBeenCalled()
  })

  it('ends with a sentence if the files are no model', async () => {
    const worker = readingWorkerHere()
    const terminate = vi.spyOn(worker, 'terminate')
    const { opened } = new ModelReader(() => worker).open([file('cat.png', 'x')])
    expectSentence((await failureOf(opened.result)).message, 'There is no model among the files')
    expect(terminate).toHaveBeenCalled()
  })

  it('ends at once when cancelled', async () => {
    const worker = silentWorker()
    const { opened } = new ModelReader(() => worker).open(MODEL)
    opened.cancel()
    expect(await failureOf(opened.result)).toBeInstanceOf(CallCancelled)
    expect(worker.isTerminated).toBe(true)
  })

  it('ends after 30 seconds of silence, and not before', async () => {
    vi.useFakeTimers()
    const worker = silentWorker()
    const { opened } = new ModelReader(() => worker).open(MODEL)
    const failure = failureOf(opened.result)
    await vi.advanceTimersByTimeAsync(29_000)
    worker.send({ type: 'progress', jobId: 1, progress: { step: 1, steps: 2 } })
    await vi.advanceTimersByTimeAsync(29_000)
    expect(worker.isTerminated).toBe(false)
    await vi.advanceTimersByTimeAsync(2000)
    expect(worker.isTerminated).toBe(true)
    expectSentence((await failure).message, '30 seconds')
  })

  it('offers no separate weights if there was a manifest', async () => {
    const reading = new ModelReader(readingWorkerHere).open(MODEL)
    await reading.opened.result
    expectSentence((await failureOf(reading.takeWeights(0).result)).message, 'No model is open')
  })
})
