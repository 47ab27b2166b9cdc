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
