import { describe, expect, it } from 'vitest'
import type { EvaluationPlan } from '../../store/evaluation/evaluationPlan'
import { durationText, estimateText, leftText, timeLeft } from './timeLeft'

describe('the remaining time', () => {
  it('extrapolates the pace so far', () => {
    expect(timeLeft({ judged: 10, toJudge: 40 }, 20_000)).toBe(60_000)
    expect(timeLeft({ judged: 9.5, toJudge: 40 }, 20_000)).toBeCloseTo((20_000 / 9.5) * 30.5, 6)
  })

  it('is unknown if too little is done', () => {
    expect(timeLeft({ judged: 0, toJudge: 40 }, 60_000)).toBe(null)
    expect(timeLeft({ judged: 5, toJudge: 40 }, 3000)).toBe(null)
    expect(timeLeft({ judged: 1, toJudge: 1000 }, 60_000)).toBe(null)
  })

  it('covers judging only, as red flags take longer than any other job', () => {
    const plan = {
      measure: { id: 'accuracy', epsilons: [1, 2] },
      models: [{ id: 'one' }, { id: 'two' }],
      indices: [0],
      blockSize: 32,
      flags: { images: 10 },
    } as unknown as EvaluationPlan
    const left = (done: number, share: number, flags = plan.flags) =>
      leftText({ plan: { ...plan, flags }, progress: { done, total: flags === null ? 4 : 6, share }, activeMs: 60_000 })
    expect(left(2, 0)).toBe('about 1 min left, then red flags')
    expect(left(2, 0, null)).toBe('about 1 min left')
    expect(left(4, 0.9)).toBe('checking red flags, model 1 of 2')
    expect(left(5, 0)).toBe('checking red flags, model 2 of 2')
  })

  it.each([
    [null, 'time left not known yet'],
    [9000, 'under 10 s left'],
    [31_000, 'about 40 s left'],
    [61_000, 'about 2 min left'],
    [3_700_000, 'about 1 h 5 min left'],
    [7_200_000, 'about 2 h left'],
  ])('of %d ms is written as "%s"', (ms, text) => expect(estimateText(ms)).toBe(text))

  it.each([
    [800, '1 s'],
    [60_000, '1 min'],
    [200_000, '3 min 20 s'],
    [3_900_000, '1 h 5 min'],
  ])('spent, of %d ms, is written as "%s"', (ms, text) => expect(durationText(ms)).toBe(text))
})
