import type { ReadingWorker } from '../client/modelReader'
import { startReading } from '../worker/models/reading'

/** The reading worker without a thread of its own: what it does is real, and messages are cloned as they are there. */
export function readingWorkerHere(): ReadingWorker {
  let isTerminated = false
  const worker: ReadingWorker = {
    onmessage: null,
    onerror: null,
    postMessage: (message) => {
      if (!isTerminated) receive(structuredClone(message))
    },
    terminate: () => {
      isTerminated = true
    },
  }
  const receive = startReading((message, transfer) => {
    const data = structuredClone(message, { transfer })
    if (!isTerminated) worker.onmessage?.({ data } as MessageEvent)
  })
  return worker
}
