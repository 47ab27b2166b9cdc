/** @file How often the results of a long run are summed up: each time takes longer than the one before. */

/** The largest share of time that it may take. */
const SHARE = 0.1

export class Tallying {
  private costMs = 0
  private at = Number.NEGATIVE_INFINITY

  /** What `work` gives; undefined where it was done so recently that it would take too much of the time. */
  ifDue<Results>(work: () => Results): Results | undefined {
    const began = performance.now()
    if ((began - this.at) * SHARE < this.costMs) return undefined
    const results = work()
    this.at = performance.now()
    this.costMs = this.at - began
    return results
  }
}
