/**
 * @file Runs cancellable jobs one after another, so that the backend never does two things at once. Jobs that do not
 * use the backend, such as downloads, run in parallel. Long jobs, of many steps, give way at each of their checkpoints:
 * short jobs go first, and where a long job runs in the background, the other long ones too.
 */
import { JobCancelled, type JobControl } from '../engine/jobControl'
import { nextTask } from '../nextTask'
import type { FromJob } from './messages'

type Job = (control: JobControl) => Promise<unknown>

/** Runs `work` after all earlier jobs and before all later ones. */
export type TakeTurn = <Output>(work: () => Output | Promise<Output>) => Promise<Output>

/** A page draws no more often; jobs of small models reach hundreds of checkpoints in a second. */
const MS_BETWEEN_REPORTS = 16

/** Resolves when these promises have, and those that took their places meanwhile. */
async function settled(tails: () => readonly Promise<void>[]): Promise<void> {
  let before: readonly Promise<void>[]
  do {
    before = tails()
    await Promise.all(before)
  } while (tails().some((tail, i) => tail !== before[i]))
}

export class JobQueue {
  /** What ends when the last job of a kind has ended: short ones, long ones, those in the background. */
  private tail: Promise<void> = Promise.resolve()
  private longTail: Promise<void> = Promise.resolve()
  private backgroundTail: Promise<void> = Promise.resolve()
  private readonly waiting = new Set<number>()
  private readonly cancelled = new Set<number>()

  /**
   * @param deathOf what to tell people of an error after which nothing more can be computed here, or null
   * @param wasLost after an error: whether the backend was lost, which has been reported, so that jobs go unanswered
   */
  constructor(
    private readonly post: (message: FromJob) => void,
    private readonly deathOf: (error: unknown) => string | null = () => null,
    private readonly wasLost: () => Promise<boolean> = async () => false,
    private readonly now: () => number = () => performance.now(),
  ) {}

  add(jobId: number, job: Job): void {
    this.waiting.add(jobId)
    this.tail = this.tail.then(() => this.run(jobId, job))
  }

  /** Long jobs also run one after another, between the jobs given to `add`. */
  addLong(jobId: number, job: Job): void {
    this.waiting.add(jobId)
    const giveWay = () => settled(() => [this.tail])
    this.longTail = this.longTail.then(() => this.run(jobId, job, giveWay))
  }

  /** Background jobs also run one after another, between all others. */
  addBackground(jobId: number, job: Job): void {
    this.waiting.add(jobId)
    const giveWay = () => settled(() => [this.tail, this.longTail])
    this.backgroundTail = this.backgroundTail.then(() => this.run(jobId, job, giveWay))
  }

  /** Runs a job at once. The part that needs the backend takes its turn in the queue. */
  addBeside(jobId: number, job: (control: JobControl, takeTurn: TakeTurn) => Promise<unknown>): void {
    this.waiting.add(jobId)
    void this.run(jobId, (control) => job(control, this.takeTurn))
  }

  cancel(jobId: number): void {
    if (this.waiting.has(jobId)) this.cancelled.add(jobId)
  }

  private readonly takeTurn: TakeTurn = (work) => {
    const turn = this.tail.then(work)
    this.tail = turn.then(
      () => {},
      () => {},
    )
    return turn
  }

  private async run(jobId: number, job: Job, giveWay?: () => Promise<void>): Promise<void> {
    const throwIfCancelled = () => {
      if (this.cancelled.has(jobId)) throw new JobCancelled()
    }
    let reportedAt = Number.NEGATIVE_INFINITY
    try {
      await nextTask()
      await giveWay?.()
      throwIfCancelled()
      const output = await job({
        checkpoint: async (step, steps) => {
          await nextTask()
          await giveWay?.()
          throwIfCancelled()
          const now = this.now()
          if (step < steps && now - reportedAt < MS_BETWEEN_REPORTS) return
          reportedAt = now
          this.post({ type: 'progress', jobId, progress: { step, steps } })
        },
      })
      this.post({ type: 'done', jobId, output })
    } catch (error) {
      const death = this.deathOf(error)
      if (error instanceof JobCancelled) this.post({ type: 'cancelled', jobId })
      else if (death !== null) this.post({ type: 'died', jobId, message: death })
      else if (await this.wasLost()) return
      else this.post({ type: 'failed', jobId, message: error instanceof Error ? error.message : String(error) })
    } finally {
      this.waiting.delete(jobId)
      this.cancelled.delete(jobId)
    }
  }
}
