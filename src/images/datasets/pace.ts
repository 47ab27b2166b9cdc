import type { JobControl } from '../../engine/jobControl'

/** Short enough that a cancelled job seems to end at once. */
const INTERVAL_MS = 30

/** The same control, called at most every 30 ms, because a checkpoint that lets messages in costs more than a record. */
export function pace(control: JobControl): JobControl {
  let last = performance.now()
  return {
    async checkpoint(step, steps) {
      const now = performance.now()
      if (now - last < INTERVAL_MS) return
      await control.checkpoint(step, steps)
      last = performance.now()
    },
  }
}

/**
 * A walk over things of which there may be hundreds of thousands: `if (walk.isDue()) await walk.rest()` after each of
 * them lets messages in, and costs next to nothing where none is awaited yet.
 */
export class Walk {
  private last = performance.now()
  private done = 0

  /** @param steps how many are expected to be told of, for the progress */
  constructor(
    private readonly control: JobControl,
    private readonly steps: number,
  ) {}

  /** @param done how many steps are done by what was walked over since */
  isDue(done = 0): boolean {
    this.done += done
    return performance.now() - this.last >= INTERVAL_MS
  }

  /** Throws JobCancelled if the control is cancelled. */
  async rest(): Promise<void> {
    await this.control.checkpoint(Math.min(this.done, this.steps), this.steps)
    this.last = performance.now()
  }
}

/** Those that are taken, as by `Array.filter`. */
export async function filterInSteps<T>(all: readonly T[], isTaken: (each: T) => boolean, walk: Walk): Promise<T[]> {
  const taken: T[] = []
  for (const each of all) {
    if (isTaken(each)) taken.push(each)
    if (walk.isDue(1)) await walk.rest()
  }
  return taken
}

/** A part of a job, from one share of it to another, such as from 0 to 0.5. */
export const partOf = ({ checkpoint }: JobControl, from: number, to: number): JobControl => ({
  checkpoint: (step, steps) => checkpoint(from + ((to - from) * step) / Math.max(1, steps), 1),
})
