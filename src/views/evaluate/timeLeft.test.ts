import { describe, expect, it } from 'vitest'
import { durationText, estimateText, timeLeft } from './timeLeft'

const run = (done: number, total: number, activeMs: number, share = 0) => ({
  progress: { done, total, share },
  activeMs,
})

describe('the time that is left', () => {
  it('is what the rest takes at the pace so far, the running job counted in part', () => {
    expect(timeLeft(run(10, 40, 20_000))).toBe(60_000)
    expect(timeLeft(run(9, 40, 20_000, 0.5))).toBeCloseTo((20_000 / 9.5) * 30.5, 6)
    expect(timeLeft(run(40, 40, 20_000))).toBe(0)
  })

  it('is not known where too little is done', () => {
    expect(timeLeft(run(0, 40, 60_000))).toBe(null)
    expect(timeLeft(run(5, 40, 3000))).toBe(null)
    expect(timeLeft(run(1, 1000, 60_000))).toBe(null)
  })

  it.each([
    [null, 'time left not known yet'],
    [9000, 'under 10 s left'],
    [31_000, 'about 40 s left'],
    [61_000, 'about 2 min left'],
    [3_700_000, 'about 1 h 5 min left'],
    [7_200_000, 'about 2 h left'],
  ])('of %d ms is told as "%s"', (ms, text) => expect(estimateText(ms)).toBe(text))

  it.each([
    [800, '1 s'],
    [60_000, '1 min'],
    [200_000, '3 min 20 s'],
    [3_900_000, '1 h 5 min'],
  ])('spent, of %d ms, is told as "%s"', (ms, text) => expect(durationText(ms)).toBe(text))
})
