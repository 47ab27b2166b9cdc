/**
 * @file How much work is handed to the graphics processor at once. What is submitted together keeps the display waiting
 * until it is done, so that no submit is to take much longer than a frame can spare.
 */

const MAX_SUBMIT_MS = 8
/** Products per millisecond; at first those of a slow graphics processor. */
const FIRST_RATE = 5e7
/** The weight of a new measurement. */
const WEIGHT = 0.5

export class Workload {
  private rate = FIRST_RATE
  /** Products since the last submit, and since the device was last idle. */
  private pending = 0
  private sinceIdle = 0
  private busyFrom: number | null = null

  /** Counts a dispatch; returns whether to submit now. */
  add(work: number, now = performance.now()): boolean {
    this.busyFrom ??= now
    this.sinceIdle += work
    this.pending += work
    if (this.pending < this.rate * MAX_SUBMIT_MS) return false
    this.pending = 0
    return true
  }

  /** Call it when everything dispatched is done. */
  settle(now = performance.now()): void {
    if (this.busyFrom !== null && now > this.busyFrom && this.sinceIdle > 0) {
      const measured = this.sinceIdle / (now - this.busyFrom)
      this.rate += WEIGHT * (measured - this.rate)
    }
    this.busyFrom = null
    this.sinceIdle = 0
    this.pending = 0
  }
}

/** Of the device in use. */
export const workload = new Workload()
