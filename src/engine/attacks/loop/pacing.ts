/** @file How a long attack stays in step with the GPU and with who waits for it. */
import { waitForGpu } from '../../backend/gpuQueue'
import type { JobControl } from '../../jobControl'
import type * as tf from '../../tf'

/** Work that may wait on the GPU: what a cancelled attack still computes, and how long the page may stutter. */
const MAX_QUEUED_MS = 50
const MAX_QUEUED_STEPS = 32
/** A report more often than the screen shows one would cost more than it tells. */
const MS_BETWEEN_REPORTS = 8

export class Pacing {
  private done = 0
  private queuedSteps = 0
  private queueLimit = 1
  private lastWait = performance.now()
  private lastReport = Number.NEGATIVE_INFINITY

  /** @param total of all that `advance` will be told: steps times images */
  constructor(
    private readonly control: JobControl,
    private readonly total: number,
  ) {}

  /** Steps of images that are done, or need not be done any more. */
  advance(steps: number): void {
    this.done += steps
  }

  /** Reports, and throws JobCancelled if the job was cancelled. */
  async report(): Promise<void> {
    const now = performance.now()
    if (now - this.lastReport < MS_BETWEEN_REPORTS) return
    this.lastReport = now
    await this.control.checkpoint(this.done, this.total)
  }

  /** After a step, whose newest tensor it is told. */
  async afterStep(newest: tf.Tensor): Promise<void> {
    if (++this.queuedSteps >= this.queueLimit) {
      await waitForGpu(newest)
      this.caughtUp()
    }
    await this.report()
  }

  /** The queue is known to be empty, as after a read. */
  caughtUp(): void {
    const now = performance.now()
    if (this.queuedSteps > 0) {
      const msAStep = (now - this.lastWait) / this.queuedSteps
      this.queueLimit = Math.min(Math.max(Math.floor(MAX_QUEUED_MS / msAStep), 1), MAX_QUEUED_STEPS)
    }
    this.queuedSteps = 0
    this.lastWait = now
  }
}
