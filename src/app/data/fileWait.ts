/** @file Tells of a file that takes long to read how far it is, so that a person can wait for it or cancel it. */
import type { Job } from '../../client/engineClient'
import type { AppStore } from '../../store/appStore'
import type { Progress } from '../../worker/messages'

/** Until then nobody misses a word; nearly all files are open before. */
const UNTOLD_MS = 1000

/** One file that is being read, in one job or several. */
export class FileWait {
  /** Whether the person wants it no more. */
  isCancelled = false
  private readonly jobs = new Map<Job<unknown>, number>()
  private readonly clock: ReturnType<typeof setTimeout>
  /** Stops listening for the person's cancelling, once there is something to cancel. */
  private stop: (() => void) | null = null

  constructor(
    private readonly store: AppStore,
    private readonly name: string,
  ) {
    this.clock = setTimeout(() => this.begin(), UNTOLD_MS)
  }

  /** @param start starts a job; it is given what to call with its progress */
  follow<Output>(start: (onProgress: (progress: Progress) => void) => Job<Output>): Job<Output> {
    const job = start(({ step, steps }) => {
      this.jobs.set(job, step / Math.max(1, steps))
      this.tell()
    })
    this.jobs.set(job, 0)
    if (this.isCancelled) job.cancel()
    job.result.then(
      () => this.jobs.set(job, 1),
      // One that was lost with its engine is asked for again.
      () => this.jobs.delete(job),
    )
    return job
  }

  end(): void {
    clearTimeout(this.clock)
    if (this.stop === null) return
    this.stop()
    this.stop = null
    this.store.setState({ fileReading: null })
  }

  private begin(): void {
    this.stop = this.store.subscribe(({ fileReading }, before) => {
      if (fileReading === null && before.fileReading !== null) this.cancel()
    })
    this.tell()
  }

  private cancel(): void {
    this.isCancelled = true
    this.stop?.()
    this.stop = null
    for (const job of this.jobs.keys()) job.cancel()
  }

  private tell(): void {
    if (this.stop === null) return
    const shares = [...this.jobs.values()]
    const progress = shares.reduce((sum, share) => sum + share, 0) / Math.max(1, shares.length)
    this.store.setState({ fileReading: { name: this.name, progress } })
  }
}
