/** @file How often the results of a long run are summed up, which takes longer each time. */

/** The largest share of the time that summing up may take. */
const SHARE = 0.1

export class Tallying {
  private costMs = 0
  private at = Number.NEGATIVE_INFINITY

  /** The result of `work`; undefined if it was done so recently that it would take too much of the time. */
  ifDue<Results>(work: () => Results): Results | undefined {
    const began = performance.now()
    if ((began - this.at) * SHARE < this.costMs) return undefined
    const results = work()
    this.at = performance.now()
    this.costMs = this.at - began
    return results
  }
}
