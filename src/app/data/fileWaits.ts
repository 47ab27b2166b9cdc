/** @file Tells of files that take long to read how far they are, so that a person can wait for them or cancel them. */
import type { Job } from '../../client/engineClient'
import type { AppStore } from '../../store/appStore'
import type { FileProgress } from '../../store/types'
import type { Progress } from '../../worker/messages'

/** Until then nobody misses a word; nearly all files are open before. */
const UNTOLD_MS = 1000

/** Of several files at once, the one that was told of last is shown, and is the one that a person cancels. */
export class FileWaits {
  /** The newest last. */
  private readonly told: FileWait[] = []

  constructor(private readonly store: AppStore) {}

  /** @param onCancel called at once when the person wants it no more */
  begin(name: string, onCancel: () => void = () => {}): FileWait {
    const wait = new FileWait(name, onCancel, (isOver) => this.show(wait, isOver))
    return wait
  }

  cancel(): void {
    this.told.at(-1)?.cancel()
  }

  private show(wait: FileWait, isOver: boolean): void {
    const at = this.told.indexOf(wait)
    if (isOver && at < 0) return
    if (isOver) this.told.splice(at, 1)
    else if (at < 0) this.told.push(wait)
    this.store.setState({ fileReading: this.told.at(-1)?.progress ?? null })
  }
}

/** One file that is being read, in one job or several. */
export class FileWait {
  isCancelled = false
  private isTold = false
  private readonly jobs = new Map<Job<unknown>, number>()
  private readonly clock: ReturnType<typeof setTimeout>

  constructor(
    private readonly name: string,
    private readonly onCancel: () => void,
    private readonly changed: (isOver: boolean) => void,
  ) {
    this.clock = setTimeout(() => {
      this.isTold = true
      this.changed(false)
    }, UNTOLD_MS)
  }

  get progress(): FileProgress {
    const shares = [...this.jobs.values()]
    return { name: this.name, progress: shares.reduce((sum, share) => sum + share, 0) / Math.max(1, shares.length) }
  }

  /** @param start starts a job; it is given what to call with its progress */
  follow<Output>(start: (onProgress: (progress: Progress) => void) => Job<Output>): Job<Output> {
    const job = start(({ step, steps }) => {
      this.jobs.set(job, step / Math.max(1, steps))
      if (this.isTold) this.changed(false)
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

  cancel(): void {
    this.isCancelled = true
    for (const job of this.jobs.keys()) job.cancel()
    this.end()
    this.onCancel()
  }

  end(): void {
    clearTimeout(this.clock)
    this.isTold = false
    this.changed(true)
  }
}
