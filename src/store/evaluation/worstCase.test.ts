import { describe, expect, it } from 'vitest'
import type { AttackChoice } from '../../engine/attacks/registry'
import type { Judgement } from '../../engine/evaluation/types'
import type { UntargetedOutcome } from '../../outcomes/outcome'
import type { EvaluationRun } from './evaluation'
import { exportCsv } from './evaluationExport'
import { asksOf, recordsByKey } from './evaluationJobs'
import type { EvaluationPlan, JobRecord } from './evaluationPlan'
import { tally } from './evaluationTally'

const attackIn = (norm: string, epsilon: number) =>
  ({ id: 'pgd', settings: { norm, epsilon, seed: 3 } }) as unknown as AttackChoice
const plan = {
  measure: { id: 'worstCase', attack: attackIn('linf', 8 / 255), others: [attackIn('l2', 0.5), attackIn('l1', 12)] },
  models: [{ id: 'one', name: 'One', sha256: 'a' }],
  indices: [0, 1, 2, 3, 4, 5],
  blockSize: 4,
} as unknown as EvaluationPlan

const CODES = { r: 'robust', f: 'fooled', w: 'wrong' } as const satisfies Record<string, UntargetedOutcome>

/** Verdicts such as "rfw" of the images at `indices`, in one norm. */
function record(block: number, step: number, indices: readonly number[], verdicts: string): JobRecord {
  const each = [...verdicts].map((code) => CODES[code as keyof typeof CODES])
  const outcome: Judgement = {
    indices,
    verdicts: each,
    sizes: each.map((verdict) => (verdict === 'robust' ? null : verdict === 'wrong' ? 0 : 0.1)),
    fooledBy: each.map((verdict) => (verdict === 'fooled' ? 'PGD' : null)),
    zeroGradient: each.map((verdict, i) => verdict === 'robust' && step === 2 && i === 0),
  }
  return { block, step, modelId: 'one', environment: 0, outcome }
}

// Images 0 to 3: fooled in L∞ alone, nowhere, in L2 and L1, wrong; 4 and 5 are judged in one norm so far.
const records = [
  record(0, 0, [0, 1, 2, 3], 'frrw'),
  record(0, 1, [0, 1, 2], 'rrf'),
  record(0, 2, [0, 1, 2], 'rrf'),
  record(1, 0, [4, 5], 'ff'),
]

describe('the worst case over norms', () => {
  it('counts what is robust in every norm, of images judged in all of them', () => {
    const results = tally(plan, records)
    if (results.id !== 'worstCase') return expect.fail(results.id)
    const [model] = results.models
    expect(model?.clean).toMatchObject({ robust: 3, fooled: 0, wrong: 1, images: 4 })
    expect(model?.norms.map(({ robust, fooled, wrong }) => [robust, fooled, wrong])).toEqual([
      [2, 1, 1],
      [2, 1, 1],
      [2, 1, 1],
    ])
    expect(model?.union).toMatchObject({ robust: 1, fooled: 2, wrong: 1, share: 0.25 })
    expect(model?.union.interval?.low).toBeLessThan(0.25)
    expect(model?.onlyIn).toEqual([1, 0, 0])
    expect(model?.norms.map(({ zeroGradient }) => zeroGradient)).toEqual([0, 0, 1])
  })

  it('is never above the accuracy in any norm', () => {
    const results = tally(plan, [...records, record(1, 1, [4, 5], 'rr'), record(1, 2, [4, 5], 'rr')])
    if (results.id !== 'worstCase') return expect.fail(results.id)
    for (const { union, norms } of results.models) {
      for (const { share } of norms) expect(union.share).toBeLessThanOrEqual(share as number)
    }
  })

  it('attacks an image in every norm, whatever fooled it before, but not where it is wrong', () => {
    const asked = asksOf(plan, { block: 0, step: 2, modelId: 'one' }, recordsByKey(records.slice(0, 2)))
    expect(asked).toEqual([0, 1, 2].map((index) => ({ index, epsilon: 12 })))
  })

  it('exports the norms and their union', () => {
    const run = { plan, results: tally(plan, records) } as unknown as EvaluationRun
    const lines = exportCsv(run).trim().split('\n')
    expect(lines).toHaveLength(1 + 5)
    const column = lines[0]?.split(',').indexOf('norm') as number
    expect(lines.slice(1).map((line) => line.split(',')[column])).toEqual(['', 'linf', 'l2', 'l1', 'union'])
  })
})
