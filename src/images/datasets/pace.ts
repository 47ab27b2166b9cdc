import type { JobControl } from '../../engine/jobControl'

/** Often enough that a cancelled job ends at once to a person's eye. */
const INTERVAL_MS = 30

/** The same control, asked at most every 30 ms: a checkpoint lets messages in, which costs more than a record. */
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
