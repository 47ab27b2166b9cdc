/** @file Typed calls to the engine's worker: each is a job that reports, can be cancelled, and fails in one sentence. */
import type { CallName, Calls, FromWorker, Progress, ToWorker } from '../worker/messages'

/** What the client needs of a Worker. */
export interface WorkerLike {
  onmessage: ((event: MessageEvent<FromWorker>) => void) | null
  onerror: ((event: ErrorEvent) => void) | null
  postMessage: (message: ToWorker) => void
  terminate: () => void
}

export interface Job<Output> {
  /** Rejects with an Error of one sentence, or with CallCancelled. */
  readonly result: Promise<Output>
  readonly cancel: () => void
}

export class CallCancelled extends Error {
  override readonly name = 'CallCancelled'
}

interface PendingJob {
  readonly resolve: (output: never) => void
  readonly reject: (error: Error) => void
  readonly onProgress: ((progress: Progress) => void) | undefined
}

export class EngineClient {
  private readonly pending = new Map<number, PendingJob>()
  private nextJobId = 1
  /** Why the worker answers no more. */
  private stopped: Error | null = null

  constructor(
    private readonly worker: WorkerLike,
    private readonly onBackendLost: (message: string) => void,
  ) {
    worker.onmessage = ({ data }) => this.receive(data)
    worker.onerror = (event) => {
      const reason = event.message || 'its script could not be loaded'
      this.stop(new Error(`The engine stopped (${reason}); reload the page.`))
    }
  }

  call<Name extends CallName>(
    name: Name,
    input: Calls[Name]['input'],
    onProgress?: (progress: Progress) => void,
  ): Job<Calls[Name]['output']> {
    if (this.stopped) return { result: Promise.reject(this.stopped), cancel: () => {} }
    const jobId = this.nextJobId++
    const result = new Promise<Calls[Name]['output']>((resolve, reject) => {
      this.pending.set(jobId, { resolve, reject, onProgress })
    })
    this.worker.postMessage({ type: 'call', jobId, name, input } as ToWorker)
    return {
      result,
      cancel: () => {
        const job = this.pending.get(jobId)
        if (job === undefined) return
        // Told at once: the person need not wait for the worker to notice.
        this.pending.delete(jobId)
        this.worker.postMessage({ type: 'cancel', jobId })
        job.reject(new CallCancelled())
      },
    }
  }

  /** Ends the worker; what was asked of it, and what will be, is cancelled. */
  close(): void {
    this.worker.terminate()
    this.worker.onmessage = null
    this.worker.onerror = null
    this.stop(new CallCancelled())
  }

  private receive(message: FromWorker): void {
    if (message.type === 'backendLost') {
      this.onBackendLost(message.message)
      return
    }
    const job = this.pending.get(message.jobId)
    if (job === undefined) return
    if (message.type === 'progress') {
      job.onProgress?.(message.progress)
      return
    }
    this.pending.delete(message.jobId)
    if (message.type === 'done') job.resolve(message.output as never)
    else job.reject(message.type === 'failed' ? new Error(message.message) : new CallCancelled())
  }

  private stop(error: Error): void {
    this.stopped = error
    const jobs = [...this.pending.values()]
    this.pending.clear()
    for (const job of jobs) job.reject(error)
  }
}
