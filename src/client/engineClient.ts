/** @file Calls to the engine's worker, which may die or hang, and is then to be replaced. */
import { countOf } from '../countOf'
import type { Calls, FromJob, FromWorker, ToWorker } from '../worker/messages'
import { Watchdog } from './watchdog'
import { WorkerClient, type WorkerOf } from './workerClient'

export { CallCancelled, type Job } from './workerClient'

/** What the client needs of the engine's Worker. */
export type WorkerLike = WorkerOf<ToWorker, FromWorker>

/** The job ended the engine, or ran when the engine stopped answering: asked for again, it may well do so again. */
export class EngineDied extends Error {
  override readonly name = 'EngineDied'
}

/** A start that takes this long without a sign of life will not come to an end: a thread of WebAssembly did not start. */
const MAX_SILENT_START_MS = 20_000
/** Longer than any step of a computation, between which the worker answers. */
const MAX_SILENT_MS = 120_000

export class EngineClient extends WorkerClient<Calls> {
  /** Before its script runs a worker cannot answer, however long the script takes to come. */
  private isLoaded = false
  private readonly watchdog: Watchdog

  /** @param onLost the engine cannot be used any more, told in a sentence; `whileStarting` where it never could */
  constructor(
    worker: WorkerLike,
    private readonly onLost: (message: string, whileStarting: boolean) => void,
  ) {
    super(
      worker as unknown as WorkerOf<ToWorker, FromJob>,
      (reason) => `The engine stopped (${reason}); reload the page.`,
    )
    this.watchdog = new Watchdog(() => (this.isStarting() ? MAX_SILENT_START_MS : MAX_SILENT_MS), {
      ping: () => worker.postMessage({ type: 'ping' }),
      onSilent: (silentMs) => this.endSilent(silentMs),
    })
    const receiveJob = worker.onmessage
    worker.onmessage = (event) => {
      this.isLoaded = true
      this.watchdog.heard()
      this.receiveFromEngine(event, receiveJob)
    }
  }

  private receiveFromEngine(event: MessageEvent<FromWorker>, receiveJob: WorkerLike['onmessage']): void {
    const { data } = event
    if (data.type === 'alive') this.pendingChanged()
    else if (data.type === 'backendLost') this.onLost(data.message, false)
    else if (data.type === 'died') {
      this.fail(data.jobId, new EngineDied(data.message))
      this.loseSoon(data.message, false)
    } else receiveJob?.(event)
  }

  protected override pendingChanged(): void {
    if (this.isLoaded && this.pendingNames().length > 0) this.watchdog.watch()
    else this.watchdog.rest()
  }

  private isStarting(): boolean {
    return this.pendingNames().includes('start')
  }

  private endSilent(silentMs: number): void {
    const whileStarting = this.isStarting()
    const message = `The engine did not answer for ${countOf(Math.round(silentMs / 1000), 'second')} and was started again; retry, or choose a smaller model.`
    this.close(new EngineDied(message))
    this.loseSoon(message, whileStarting)
  }

  /** Who asked for the job hears first that it failed, before all that belongs to this engine is dropped. */
  private loseSoon(message: string, whileStarting: boolean): void {
    setTimeout(() => this.onLost(message, whileStarting))
  }
}
