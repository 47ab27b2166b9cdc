/** @file Calls to the engine's worker, which may die or hang, and then has to be replaced. */
import { countOf } from '../countOf'
import type { Calls, FromJob, FromWorker, ToWorker } from '../worker/messages'
import { Watchdog } from './watchdog'
import { WorkerClient, type WorkerOf } from './workerClient'

export { CallCancelled, type Job } from './workerClient'

/** What the client needs of the engine's Worker. */
export type WorkerLike = WorkerOf<ToWorker, FromWorker>

/** The job ended the engine, or ran when the engine stopped answering; a retry may well do so again. */
export class EngineDied extends Error {
  override readonly name = 'EngineDied'
}

/** Threads of WebAssembly start within a second or two; those that take this long never do. */
const MAX_SILENT_THREADS_MS = 20_000
/**
 * Longer than any step of a computation; the worker answers between steps. A start computes too: on a graphics processor
 * that software stands in for, it waits for shaders that are compiled for many seconds.
 */
const MAX_SILENT_MS = 120_000

/** What an engine was doing when it was lost; one that starts may hang for another reason than its threads. */
export type LostWhile = 'running' | 'starting' | 'hanging in its start'

export class EngineClient extends WorkerClient<Calls> {
  /** Whether the worker's script runs: before, it cannot answer, however long the script takes to load. */
  isLoaded = false
  private readonly watchdog: Watchdog
  private startsThreads = false

  /** @param onLost the engine cannot be used any more, for the reason given */
  constructor(
    worker: WorkerLike,
    private readonly onLost: (message: string, lostWhile: LostWhile) => void,
  ) {
    super(
      worker as unknown as WorkerOf<ToWorker, FromJob>,
      (reason) => `The engine stopped (${reason}); check the connection and try again, or reload the page.`,
    )
    this.watchdog = new Watchdog(() => (this.isStartingThreads() ? MAX_SILENT_THREADS_MS : MAX_SILENT_MS), {
      ping: () => worker.postMessage({ type: 'ping' }),
      onSilent: (silentMs) => this.endSilent(silentMs),
    })
    const stopUnloaded = worker.onerror
    worker.onerror = (event) => {
      // A script that could not be loaded, of which browsers say nothing, would not be loaded the next time either.
      // Firefox tells errors before the messages that the worker sent earlier.
      if (this.isLoaded || event.message) this.endFailed(event.message)
      else stopUnloaded?.(event)
    }
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
    else if (data.type === 'startingThreads') this.startsThreads = true
    else if (data.type === 'backendLost') this.onLost(data.message, 'running')
    else if (data.type === 'died') {
      this.fail(data.jobId, new EngineDied(data.message))
      this.loseSoon(data.message, 'running')
    } else receiveJob?.(event)
  }

  protected override pendingChanged(): void {
    if (this.isLoaded && this.pendingNames().length > 0) this.watchdog.watch()
    else this.watchdog.rest()
  }

  private isStarting(): boolean {
    return this.pendingNames().includes('start')
  }

  /** Until the start has ended: threads that have begun may still hang where they first compute. */
  private isStartingThreads(): boolean {
    return this.startsThreads && this.isStarting()
  }

  private endSilent(silentMs: number): void {
    const silent = `The engine did not answer for ${countOf(Math.round(silentMs / 1000), 'second')}`
    const message = this.isStarting()
      ? `${silent} while it started; reload the page, or use another browser.`
      : `${silent} and was started again; retry, or choose a smaller model.`
    const starting = this.isStartingThreads() ? 'starting' : 'hanging in its start'
    const lostWhile = this.isStarting() ? starting : 'running'
    this.close(new EngineDied(message))
    this.loseSoon(message, lostWhile)
  }

  /** After an error that no job reported nobody knows what still works. */
  private endFailed(reason: string): void {
    const message = `The engine stopped (${reason || 'the browser does not say why'}) and was started again; retry, or choose a smaller model.`
    const lostWhile = this.isStarting() ? 'starting' : 'running'
    this.close(new EngineDied(message))
    this.loseSoon(message, lostWhile)
  }

  /** The caller of the job learns first that it failed, before everything of this engine is dropped. */
  private loseSoon(message: string, lostWhile: LostWhile): void {
    setTimeout(() => this.onLost(message, lostWhile))
  }
}
