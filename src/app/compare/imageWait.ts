/** @file Tells of an image that takes long to read how far it is, so that a person can wait for it or cancel it. */
import type { Job } from '../../client/engineClient'
import type { AppStore } from '../../store/appStore'
import type { Progress } from '../../worker/messages'

/** Until then nobody misses a word; nearly all images are shown before. */
const UNTOLD_MS = 1000

/** One image that is being read, at one size or several. */
export class ImageWait {
  private readonly jobs = new Map<Job<unknown>, number>()
  private readonly clock: ReturnType<typeof setTimeout>
  private isTold = false

  constructor(
    private readonly store: AppStore,
    private readonly name: string,
  ) {
    this.clock = setTimeout(() => {
      this.isTold = true
      this.tell()
    }, UNTOLD_MS)
  }

  /** @param begin starts the reading at one size; it is given what to call with its progress */
  follow<Output>(begin: (onProgress: (progress: Progress) => void) => Job<Output>): Job<Output> {
    const job = begin(({ step, steps }) => {
      this.jobs.set(job, step / Math.max(1, steps))
      this.tell()
    })
    this.jobs.set(job, 0)
    job.result.then(
      () => this.jobs.set(job, 1),
      // One that was lost with its engine is asked for again.
      () => this.jobs.delete(job),
    )
    return job
  }

  cancel(): void {
    for (const job of this.jobs.keys()) job.cancel()
  }

  end(): void {
    clearTimeout(this.clock)
    if (this.isTold) this.store.setState({ imageReading: null })
    this.isTold = false
  }

  private tell(): void {
    if (!this.isTold) return
    const shares = [...this.jobs.values()]
    const progress = shares.reduce((sum, share) => sum + share, 0) / Math.max(1, shares.length)
    this.store.setState({ imageReading: { name: this.name, progress } })
  }
}
