import { describe, expect, it } from 'vitest'
import type { AttackChoice } from '../engine/attacks/registry'
import type { Verdict } from '../engine/evaluation/types'
import { wilsonInterval } from '../numbers/wilson'
import type { Eps01 } from '../units'
import { asksOf, recordsByKey } from './evaluationJobs'
import { type EvaluationPlan, type JobKey, type JobRecord, jobCount, jobsOf, type Measure } from './evaluationPlan'
import { tally } from './evaluationTally'

const attack = { id: 'pgd', settings: { norm: 'linf', epsilon: 0.3, seed: 1 } } as AttackChoice
const EPSILONS = [0.1, 0.2, 0.3] as Eps01[]

/** Five pictures of a source, in blocks of three and two. */
const planOf = (measure: Measure, modelIds = ['one']): EvaluationPlan => ({
  formatVersion: 2,
  measure,
  models: modelIds.map((id) => ({ id, name: id, sha256: '', side: 2, classes: [] })),
  source: { kind: 'gallery', ids: [...'abcdefgh'] },
  indices: [7, 3, 5, 0, 2],
  blockSize: 3,
  flags: null,
})

const WORDS: Readonly<Record<string, Verdict>> = { h: 'held', f: 'fallen', w: 'wrong' }

/** Of each picture h, f or w, and how large the perturbation is. */
function judged(key: JobKey, verdicts: Readonly<Record<number, string>>, size = 0.05): JobRecord {
  const indices = Object.keys(verdicts).map(Number)
  const words = indices.map((index) => WORDS[verdicts[index] as string] as Verdict)
  return {
    ...key,
    environment: 0,
    outcome: {
      indices,
      verdicts: words,
      sizes: words.map((verdict) => ({ held: null, fallen: size, wrong: 0 })[verdict]),
      felledBy: words.map(() => null),
    },
  }
}

const at = (block: number, step: number, modelId = 'one'): JobKey => ({ block, step, modelId })

describe('accuracy against epsilon', () => {
  const plan = planOf({ id: 'accuracy', attack, epsilons: EPSILONS })
  const records = [judged(at(0, 0), { 7: 'w', 3: 'h', 5: 'f' }), judged(at(0, 1), { 3: 'f' })]

  it('asks a block at every epsilon before the next block', () => {
    expect([...jobsOf(plan)].map(({ block, step }) => `${block}/${step}`)).toEqual([
      ...['0/0', '0/1', '0/2'],
      ...['1/0', '1/1', '1/2'],
    ])
    expect(jobCount(plan)).toBe(6)
  })

  it('asks first of all pictures, then of those that still hold', () => {
    const asked = (key: JobKey) => asksOf(plan, key, recordsByKey(records)).map(({ index }) => index)
    expect(asked(at(0, 0))).toEqual([7, 3, 5])
    expect(asked(at(0, 1))).toEqual([3])
    expect(asked(at(0, 2))).toEqual([])
    expect(asked(at(1, 0))).toEqual([0, 2])
    expect(asksOf(plan, at(0, 1), recordsByKey(records))[0]?.epsilon).toBe(0.2)
  })

  it('counts what was wrong as fallen everywhere, and what fell as fallen at all that is larger', () => {
    const results = tally(plan, [...records, judged(at(0, 2), {}), judged(at(1, 0), { 0: 'h', 2: 'h' })])
    if (results.id !== 'accuracy') return expect.fail('it is no curve')
    expect(results.curves[0]?.points.map(({ epsilon, held, pictures }) => [epsilon, held, pictures])).toEqual([
      [0, 4, 5],
      [0.1, 3, 5],
      [0.2, 0, 3],
      [0.3, 0, 3],
    ])
    expect(results.curves[0]?.points[0]).toMatchObject({ share: 0.8, interval: wilsonInterval(0.8, 5) })
  })

  it('leaves out pictures that could not be read', () => {
    const results = tally(plan, [judged(at(0, 0), { 7: 'h', 5: 'h' })])
    if (results.id !== 'accuracy') return expect.fail('it is no curve')
    expect(results.curves[0]?.points.map(({ held, pictures }) => [held, pictures])).toEqual([
      [2, 2],
      [2, 2],
      [0, 0],
      [0, 0],
    ])
    expect(results.curves[0]?.points[3]).toMatchObject({ share: null, interval: null })
  })
})

describe('the smallest epsilon', () => {
  // 0.1, 0.2, then one bisection.
  const plan = planOf({ id: 'minimalEpsilon', attack, search: { start: 0.1 as Eps01, doublings: 1, bisections: 1 } })
  const first = [
    judged(at(0, 0), { 7: 'w', 3: 'h', 5: 'f' }, 0.09),
    judged(at(0, 1), { 3: 'f', 5: 'h' }, 0.19),
    judged(at(0, 2), { 3: 'f' }, 0.14),
  ]

  it('is searched for by each picture at its own', () => {
    const asks = (key: JobKey) => asksOf(plan, key, recordsByKey(first)).map(({ index, epsilon }) => [index, epsilon])
    expect(asks(at(0, 1))).toEqual([
      [3, 0.2],
      [5, 0.05],
    ])
    expect(asks(at(0, 2))).toEqual([[3, expect.closeTo(0.15, 12)]])
  })

  it('is how large the smallest perturbation is that felled it', () => {
    const results = tally(plan, first)
    if (results.id !== 'minimalEpsilon') return expect.fail('it is no search')
    expect(results.curves[0]).toMatchObject({ sizes: [0, 0.09, 0.14], searching: 0, median: 0.09 })
    expect(results.curves[0]?.points.map(({ epsilon, held, pictures }) => [epsilon, held, pictures])).toEqual([
      [0, 2, 3],
      [0.09, 1, 3],
      [0.14, 0, 3],
    ])
  })

  it('is infinite where nothing felled it, and not known of a block whose search goes on', () => {
    const records = [...first, judged(at(1, 0), { 0: 'h', 2: 'f' })]
    const under = tally(plan, records)
    if (under.id !== 'minimalEpsilon') return expect.fail('it is no search')
    expect(under.curves[0]).toMatchObject({ sizes: [0, 0.09, 0.14], searching: 2 })
    const over = tally(plan, [...records, judged(at(1, 1), { 0: 'h', 2: 'f' }, 0.04)])
    if (over.id !== 'minimalEpsilon') return expect.fail('it is no search')
    expect(over.curves[0]).toMatchObject({ sizes: [0, 0.04, 0.09, 0.14, Number.POSITIVE_INFINITY], median: 0.09 })
    expect(over.curves[0]?.points.at(-1)).toMatchObject({ epsilon: 0.14, held: 1, pictures: 5 })
  })
})

it('transfer counts over blocks, by the model made on and the model shown to', () => {
  const plan = planOf({ id: 'transfer', attack }, ['one', 'two'])
  const shown = (key: JobKey, one: boolean[], two: boolean[]): JobRecord => ({
    ...key,
    environment: 0,
    outcome: { indices: one.map((_, i) => i), held: { one, two } },
  })
  const results = tally(plan, [
    shown(at(0, 0), [false, false, true], [true, true, true]),
    shown(at(1, 0), [false, false], [false, true]),
    shown(at(0, 0, 'two'), [true, true, true], [false, false, false]),
  ])
  if (results.id !== 'transfer') return expect.fail('it is no matrix')
  expect(results.cells.map(({ from, to, held, pictures }) => [from, to, held, pictures])).toEqual([
    ['one', 'one', 1, 5],
    ['one', 'two', 4, 5],
    ['two', 'one', 3, 3],
    ['two', 'two', 0, 3],
  ])
})
