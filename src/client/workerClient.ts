/** @file Typed calls to a worker: each is a job that reports progress, can be cancelled, and fails with one sentence. */
import { seen } from '../quote'
import type { AnyCalls, FromJob, Progress, ToJob } from '../worker/messages'

/** What a client needs of a Worker. */
export interface WorkerOf<To, From> {
  onmessage: ((event: MessageEvent<From>) => void) | null
  onerror: ((event: ErrorEvent) => void) | null
  postMessage: (message: To) => void
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
  readonly name: PropertyKey
  readonly resolve: (output: never) => void
  readonly reject: (error: Error) => void
  readonly onProgress: ((progress: Progress) => void) | undefined
}

export class WorkerClient<Calls extends AnyCalls<Calls>> {
  private readonly pending = new Map<number, PendingJob>()
  private nextJobId = 1
  /** Why the worker no longer answers. */
  private stopped: Error | null = null

  /** @param explain turns the reason why the worker stopped by itself into one sentence */
  constructor(
    private readonly worker: WorkerOf<ToJob<Calls>, FromJob>,
    explain: (reason: string) => string,
  ) {
    worker.onmessage = ({ data }) => this.receive(data)
    worker.onerror = (event) => this.stop(new Error(explain(event.message || 'its script could not be loaded')))
  }

  call<Name extends keyof Calls>(
    name: Name,
    input: Calls[Name]['input'],
    onProgress?: (progress: Progress) => void,
  ): Job<Calls[Name]['output']> {
    if (this.stopped) return { result: Promise.reject(this.stopped), cancel: () => {} }
    const jobId = this.nextJobId++
    const result = new Promise<Calls[Name]['output']>((resolve, reject) => {
      this.pending.set(jobId, { name, resolve, reject, onProgress })
    })
    this.pendingChanged()
    this.worker.postMessage({ type: 'call', jobId, name, input } as ToJob<Calls>)
    return {
      result,
      cancel: () => {
        // Rejected at once: the person need not wait for the worker to notice.
        if (this.fail(jobId, new CallCancelled())) this.worker.postMessage({ type: 'cancel', jobId })
      },
    }
  }

  /** Ends the worker; present and future calls fail for this reason, or are cancelled. */
  close(reason: Error = new CallCancelled()): void {
    this.worker.terminate()
    this.worker.onmessage = null
    this.worker.onerror = null
    this.stop(reason)
  }

  private receive(message: FromJob): void {
    const job = this.pending.get(message.jobId)
    if (job === undefined) return
    if (message.type === 'progress') {
      job.onProgress?.(message.progress)
      return
    }
    this.pending.delete(message.jobId)
    this.pendingChanged()
    if (message.type === 'done') job.resolve(message.output as never)
    else job.reject(message.type === 'cancelled' ? new CallCancelled() : new Error(seen(message.message)))
  }

  /** The calls that the worker has not answered yet. */
  protected pendingNames(): readonly PropertyKey[] {
    return [...this.pending.values()].map(({ name }) => name)
  }

  /** Called when the number of unanswered calls changes. */
  protected pendingChanged(): void {}

  /** Whether the job was still unanswered. */
  protected fail(jobId: number, error: Error): boolean {
    const job = this.pending.get(jobId)
    if (job === undefined) return false
    this.pending.delete(jobId)
    this.pendingChanged()
    job.reject(error)
    return true
  }

  private stop(error: Error): void {
    this.stopped = error
    const jobs = [...this.pending.values()]
    this.pending.clear()
    this.pendingChanged()
    for (const job of jobs) job.reject(error)
  }
}
