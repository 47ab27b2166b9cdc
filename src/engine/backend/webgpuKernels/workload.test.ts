import { describe, expect, it } from 'vitest'
import { Workload } from './workload'

/** Of equal dispatches that come at once, how many go into a submit. */
function dispatchesASubmit(workload: Workload, work: number, now: number): number {
  for (let count = 1; count < 10_000; count++) if (workload.add(work, now)) return count
  return Number.POSITIVE_INFINITY
}

describe('the work per submit', () => {
  it('shrinks on a slow device, and grows on a fast one', () => {
    const work = 1e6
    const workload = new Workload()
    const atFirst = dispatchesASubmit(workload, work, 0)
    // 100 products a microsecond, and a thousand times as many.
    for (const rate of [1e5, 1e8]) {
      let now = 0
      for (let round = 0; round < 30; round++) {
        for (let i = 0; i < 100; i++) workload.add(work, now)
        now += (100 * work) / rate
        workload.settle(now)
      }
      const milliseconds = (dispatchesASubmit(workload, work, now) * work) / rate
      expect(milliseconds).toBeLessThan(Math.max(9, (2 * work) / rate))
      expect(milliseconds).toBeGreaterThan(7)
      workload.settle(now)
    }
    expect(atFirst).toBeGreaterThan(1)
  })

  it('is not adapted to empty waits', () => {
    const workload = new Workload()
    const before = dispatchesASubmit(workload, 1e6, 0)
    workload.settle(0)
    for (let now = 1000; now < 2000; now += 100) workload.settle(now)
    expect(dispatchesASubmit(workload, 1e6, 3000)).toBe(before)
  })
})
