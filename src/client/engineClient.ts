/** @file Calls to the engine's worker. */
import type { Calls, FromJob, FromWorker, ToWorker } from '../worker/messages'
import { WorkerClient, type WorkerOf } from './workerClient'

export { CallCancelled, type Job } from './workerClient'

/** What the client needs of the engine's Worker. */
export type WorkerLike = WorkerOf<ToWorker, FromWorker>

export class EngineClient extends WorkerClient<Calls> {
  constructor(worker: WorkerLike, onBackendLost: (message: string) => void) {
    super(
      worker as unknown as WorkerOf<ToWorker, FromJob>,
      (reason) => `The engine stopped (${reason}); reload the page.`,
    )
    const receiveJob = worker.onmessage
    worker.onmessage = (event) => {
      if (event.data.type === 'backendLost') onBackendLost(event.data.message)
      else receiveJob?.(event)
    }
  }
}
