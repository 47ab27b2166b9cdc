import { CallCancelled, EngineDied, type Job } from './engineClient'

/** A job that began this recently may finish when a newer one is requested, so that a dragged slider shows something. */
const GRACE_MS = 300

type Start<Input, Output> = (input: Input, onProgress: (share: number) => void) => Job<Output>

export interface LatestJobEvents<Input, Output> {
  readonly onStart: (input: Input) => void
  /** `share` is the fraction of the work that is done, in (0, 1]. */
  readonly onProgress: (share: number) => void
  readonly onDone: (output: Output, input: Input) => void
  /** @param isDeath whether it ended the engine, and may well do so again */
  readonly onFailed: (message: string, input: Input, isDeath: boolean) => void
  /** Cancelled without a newer request to replace it. */
  readonly onCancelled: () => void
}

/**
 * Of many requests only the last matters: one job runs, at most one waits, and
 * those in between are never begun. A job that has not begun, or has run for
 * long, is cancelled in favour of its successor.
 */
export class LatestJob<Input, Output> {
  private running: { job: Job<Output>; begunAt: number | null } | null = null
  private wanted: { input: Input } | null = null

  constructor(
    private readonly start: Start<Input, Output>,
    private readonly events: LatestJobEvents<Input, Output>,
    private readonly now: () => number = () => performance.now(),
  ) {}

  request(input: Input): void {
    this.wanted = { input }
    if (this.running === null) this.startWanted()
    else this.giveWayIfDue()
  }

  /** Cancels the running job and drops the waiting request. */
  cancel(): void {
    this.wanted = null
    this.running?.job.cancel()
  }

  /** Cancels the running job for the waiting request, unless it began so recently that it may finish. */
  private giveWayIfDue(): void {
    if (this.wanted === null || this.running === null) return
    const { job, begunAt } = this.running
    if (begunAt === null || this.now() - begunAt > GRACE_MS) job.cancel()
  }

  private startWanted(): void {
    if (this.wanted === null) return
    const { input } = this.wanted
    this.wanted = null
    this.events.onStart(input)
    const job = this.start(input, (share) => {
      if (this.running?.job !== job) return
      this.running.begunAt ??= this.now()
      this.events.onProgress(share)
      this.giveWayIfDue()
    })
    this.running = { job, begunAt: null }
    job.result
      .then(
        (output) => this.events.onDone(output, input),
        (error: unknown) => {
          if (!(error instanceof CallCancelled))
            this.events.onFailed((error as Error).message, input, error instanceof EngineDied)
          else if (this.wanted === null) this.events.onCancelled()
        },
      )
      .finally(() => {
        this.running = null
        this.startWanted()
      })
  }
}
