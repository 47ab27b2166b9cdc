import { describe, expect, it } from 'vitest'
import type { AttackChoice } from '../../../engine/attacks/registry'
import type { Judgement } from '../../../engine/evaluation/types'
import type { UntargetedOutcome } from '../../../outcomes/outcome'
import type { EvaluationRun } from '../evaluation'
import { exportCsv } from '../evaluationExport'
import { asksOf, recordsByKey } from '../evaluationJobs'
import { attackOfStep, type EvaluationPlan, type JobRecord, jobCount } from '../evaluationPlan'
import { tally } from '../evaluationTally'

const attack = (id: string) => ({ id, settings: { norm: 'l2', epsilon: 0.4, seed: 3 } }) as unknown as AttackChoice
/** PGD searches in up to 3 trials, DDN makes one, PMA searches again. */
const plan = {
  measure: {
    id: 'ranking',
    attack: attack('pgd'),
    others: [attack('ddn'), attack('apgdCe')],
    search: { start: 0.2, doublings: 1, bisections: 1 },
    budget: 100,
    nearest: ['ddn'],
  },
  models: [{ id: 'one', name: 'One', sha256: 'a' }],
  indices: [4, 5, 6],
  blockSize: 3,
} as unknown as EvaluationPlan

const CODES = { r: 'robust', f: 'fooled', w: 'wrong' } as const satisfies Record<string, UntargetedOutcome>

/** Verdicts such as "rfw" of images; those that are fooled have the sizes in order. */
function record(step: number, indices: readonly number[], verdicts: string, sizes: readonly number[]): JobRecord {
  const left = [...sizes]
  const each = [...verdicts].map((code) => CODES[code as keyof typeof CODES])
  const outcome: Judgement = {
    indices,
    verdicts: each,
    sizes: each.map((verdict) => (verdict === 'robust' ? null : verdict === 'wrong' ? 0 : (left.shift() as number))),
    fooledBy: each.map((verdict) => (verdict === 'fooled' ? 'run' : null)),
    zeroGradient: each.map(() => false),
    passes: each.map((verdict) => (verdict === 'wrong' ? 0 : 10 + step)),
  }
  return { block: 0, step, modelId: 'one', environment: 0, outcome }
}

const records = [
  record(0, [4, 5, 6], 'frw', [0.19]),
  record(1, [4, 5], 'ff', [0.1, 0.38]),
  record(2, [5], 'r', []),
  record(3, [4, 5, 6], 'ffw', [0.05, 0.3]),
  record(4, [4, 5, 6], 'frw', [0.2]),
  record(5, [4, 5], 'rr', []),
]

describe('a ranking of attacks', () => {
  it('has the trials of one attack after another', () => {
    expect(jobCount(plan)).toBe(3 + 1 + 3)
    expect(Array.from({ length: 7 }, (_, step) => attackOfStep(plan.measure, step).id)).toEqual([
      ...['pgd', 'pgd', 'pgd', 'ddn', 'apgdCe', 'apgdCe', 'apgdCe'],
    ])
  })

  it('begins every search anew, at the largest epsilon where one trial is made', () => {
    const asked = (step: number) => asksOf(plan, { block: 0, step, modelId: 'one' }, recordsByKey(records))
    expect(asked(1)).toEqual([
      { index: 4, epsilon: 0.1 },
      { index: 5, epsilon: 0.4 },
    ])
    expect(asked(2)).toEqual([{ index: 5, epsilon: expect.closeTo(0.3, 12) }])
    expect(asked(3)).toEqual([4, 5, 6].map((index) => ({ index, epsilon: 0.4 })))
    expect(asked(4)).toEqual([4, 5, 6].map((index) => ({ index, epsilon: 0.2 })))
  })

  it('ranks by the smallest sizes once every search has ended', () => {
    const unfinished = tally(plan, records.slice(0, 5))
    if (unfinished.id !== 'ranking') return expect.fail(unfinished.id)
    expect(unfinished.models[0]).toMatchObject({ images: 0, wrong: 0 })

    const results = tally(plan, records)
    if (results.id !== 'ranking') return expect.fail(results.id)
    const [model] = results.models
    expect(model).toMatchObject({ images: 3, wrong: 1 })
    expect(model?.attacks.map(({ sizes }) => sizes)).toEqual([
      [0.1, 0.38, 0],
      [0.05, 0.3, 0],
      [0.2, Number.POSITIVE_INFINITY, 0],
    ])
    // Areas end at 0.3: DDN wins 0.25 + 0, PGD 0.2 + 0, APGD-CE 0.1 + 0.
    expect(model?.attacks.map(({ optimality }) => optimality?.value)).toEqual(
      [0.8, 1, 0.4].map((value) => expect.closeTo(value, 12)),
    )
    expect(model?.attacks.map(({ fooled, median }) => [fooled, median])).toEqual([
      [2, expect.closeTo(0.24, 12)],
      [2, expect.closeTo(0.175, 12)],
      [1, Number.POSITIVE_INFINITY],
    ])
    expect(model?.attacks[0]?.passes).toEqual({ mean: (21 + 33) / 2, most: 33 })
  })

  it('exports a row an attack', () => {
    const run = { plan, results: tally(plan, records) } as unknown as EvaluationRun
    const [head = '', ...lines] = exportCsv(run).trim().split('\n')
    const column = (name: string) => lines.map((line) => line.split(',')[head.split(',').indexOf(name)])
    expect(column('attack')).toEqual(['pgd', 'ddn', 'apgdCe'])
    expect(column('optimality').map(Number)).toEqual([0.8, 1, 0.4].map((value) => expect.closeTo(value, 9)))
    expect(column('robust')).toEqual(['0', '0', '1'])
  })
})
