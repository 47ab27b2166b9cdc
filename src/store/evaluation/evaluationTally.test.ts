import { describe, expect, it } from 'vitest'
import type { AttackChoice } from '../../engine/attacks/registry'
import { wilsonInterval } from '../../numbers/wilson'
import type { UntargetedOutcome } from '../../outcomes/outcome'
import type { Eps01 } from '../../units'
import type { CurvePoint } from './evaluation'
import { asksOf, recordsByKey } from './evaluationJobs'
import { type EvaluationPlan, type JobKey, type JobRecord, jobCount, jobsOf, type Measure } from './evaluationPlan'
import { tally } from './evaluationTally'
import { robustImages } from './pairs/robustImages'

const attack = { id: 'pgd', settings: { norm: 'linf', epsilon: 0.3, seed: 1 } } as AttackChoice
const EPSILONS = [0.1, 0.2, 0.3] as Eps01[]

/** Five images of a source, in blocks of three and two. */
const planOf = (measure: Measure, modelIds = ['one']): EvaluationPlan => ({
  formatVersion: 3,
  measure,
  models: modelIds.map((id) => ({ id, name: id, sha256: '', side: 2, classes: [] })),
  source: { kind: 'gallery', ids: [...'abcdefgh'] },
  indices: [7, 3, 5, 0, 2],
  blockSize: 3,
  flags: null,
})

const WORDS: Readonly<Record<string, UntargetedOutcome>> = { r: 'robust', z: 'robust', f: 'fooled', w: 'wrong' }

/** Of each image r, f or w, or z where it is robust for want of a gradient, and how large the perturbation is. */
function judged(key: JobKey, verdicts: Readonly<Record<number, string>>, size = 0.05): JobRecord {
  const indices = Object.keys(verdicts).map(Number)
  const words = indices.map((index) => WORDS[verdicts[index] as string] as UntargetedOutcome)
  return {
    ...key,
    environment: 0,
    outcome: {
      indices,
      verdicts: words,
      sizes: words.map((verdict) => ({ robust: null, fooled: size, wrong: 0 })[verdict]),
      fooledBy: words.map(() => null),
      zeroGradient: indices.map((index) => verdicts[index] === 'z'),
    },
  }
}

const countsOf = ({ epsilon, robust, fooled, wrong, images }: CurvePoint) => ({
  ...{ epsilon, robust, fooled, wrong, images },
})

const at = (block: number, step: number, modelId = 'one'): JobKey => ({ block, step, modelId })

describe('accuracy against epsilon', () => {
  const plan = planOf({ id: 'accuracy', attack, epsilons: EPSILONS })
  const records = [judged(at(0, 0), { 7: 'w', 3: 'r', 5: 'f' }), judged(at(0, 1), { 3: 'f' })]

  it('asks about a block at every epsilon before the next block', () => {
    expect([...jobsOf(plan)].map(({ block, step }) => `${block}/${step}`)).toEqual([
      ...['0/0', '0/1', '0/2'],
      ...['1/0', '1/1', '1/2'],
    ])
    expect(jobCount(plan)).toBe(6)
  })

  it('asks about all images first, then about those still robust', () => {
    const asked = (key: JobKey) => asksOf(plan, key, recordsByKey(records)).map(({ index }) => index)
    expect(asked(at(0, 0))).toEqual([7, 3, 5])
    expect(asked(at(0, 1))).toEqual([3])
    expect(asked(at(0, 2))).toEqual([])
    expect(asked(at(1, 0))).toEqual([0, 2])
    expect(asksOf(plan, at(0, 1), recordsByKey(records))[0]?.epsilon).toBe(0.2)
  })

  it('counts wrong images at every epsilon, fooled ones at larger ones', () => {
    const results = tally(plan, [...records, judged(at(0, 2), {}), judged(at(1, 0), { 0: 'r', 2: 'r' })])
    if (results.id !== 'accuracy') return expect.fail('it is no curve')
    expect(results.curves[0]?.points.map(countsOf)).toEqual([
      { epsilon: 0, robust: 4, fooled: 0, wrong: 1, images: 5 },
      { epsilon: 0.1, robust: 3, fooled: 1, wrong: 1, images: 5 },
      { epsilon: 0.2, robust: 0, fooled: 2, wrong: 1, images: 3 },
      { epsilon: 0.3, robust: 0, fooled: 2, wrong: 1, images: 3 },
    ])
    expect(results.curves[0]?.points[0]).toMatchObject({ share: 0.8, interval: wilsonInterval(0.8, 5) })
  })

  it('leaves out images that could not be read', () => {
    const results = tally(plan, [judged(at(0, 0), { 7: 'r', 5: 'r' })])
    if (results.id !== 'accuracy') return expect.fail('it is no curve')
    expect(results.curves[0]?.points.map(({ robust, images }) => [robust, images])).toEqual([
      [2, 2],
      [2, 2],
      [0, 0],
      [0, 0],
    ])
    expect(results.curves[0]?.points[3]).toMatchObject({ share: null, interval: null })
  })
})

it('reports robust images whose gradients were all zero', () => {
  const plan = planOf({ id: 'accuracy', attack, epsilons: EPSILONS })
  const steps = [
    { 7: 'z', 3: 'z', 5: 'w' },
    { 7: 'r', 3: 'z' },
    { 7: 'r', 3: 'f' },
  ]
  const results = tally(
    plan,
    steps.map((verdicts, step) => judged(at(0, step), verdicts)),
  )
  if (results.id !== 'accuracy') return expect.fail('it is no curve')
  expect(results.curves[0]?.points.map(({ zeroGradient }) => zeroGradient)).toEqual([0, 2, 1, 0])
})

describe('the smallest epsilon', () => {
  // 0.1, 0.2, then one bisection.
  const plan = planOf({ id: 'minimalEpsilon', attack, search: { start: 0.1 as Eps01, doublings: 1, bisections: 1 } })
  const first = [
    judged(at(0, 0), { 7: 'w', 3: 'r', 5: 'f' }, 0.09),
    judged(at(0, 1), { 3: 'f', 5: 'r' }, 0.19),
    judged(at(0, 2), { 3: 'f' }, 0.14),
  ]

  it('is searched for each image separately', () => {
    const asks = (key: JobKey) => asksOf(plan, key, recordsByKey(first)).map(({ index, epsilon }) => [index, epsilon])
    expect(asks(at(0, 1))).toEqual([
      [3, 0.2],
      [5, 0.05],
    ])
    expect(asks(at(0, 2))).toEqual([[3, expect.closeTo(0.15, 12)]])
  })

  it('is the size of the smallest perturbation that fools the model', () => {
    const results = tally(plan, first)
    if (results.id !== 'minimalEpsilon') return expect.fail('it is no search')
    expect(results.curves[0]).toMatchObject({ sizes: [0, 0.09, 0.14], underWay: { images: 0, wrong: 0 }, median: 0.09 })
    expect(results.curves[0]?.points.map(countsOf)).toEqual([
      { epsilon: 0, robust: 2, fooled: 0, wrong: 1, images: 3 },
      { epsilon: 0.09, robust: 1, fooled: 1, wrong: 1, images: 3 },
      { epsilon: 0.14, robust: 0, fooled: 2, wrong: 1, images: 3 },
    ])
  })

  it('is no larger than the epsilon that was tried, as pixels are rounded', () => {
    // 0.2 in float32, as the difference of two pixels.
    const rounded = 0.20000005
    const records = [judged(at(0, 0), { 7: 'w', 3: 'r', 5: 'r' }), judged(at(0, 1), { 3: 'f', 5: 'f' }, rounded)]
    const results = tally(plan, [...records, judged(at(0, 2), { 3: 'r', 5: 'r' })])
    if (results.id !== 'minimalEpsilon') return expect.fail('it is no search')
    expect(results.curves[0]?.sizes).toEqual([0, 0.2, 0.2])
    expect(robustImages({ plan, records: [...records, judged(at(0, 2), { 3: 'r', 5: 'r' })] }, 'one', 0.2)).toEqual(
      new Map(Object.entries({ h: false, d: false, f: false })),
    )
  })

  it('is infinite if nothing fools the model, and unknown during a search', () => {
    const records = [...first, judged(at(1, 0), { 0: 'r', 2: 'f' })]
    const begun = tally(plan, [judged(at(0, 0), { 7: 'w', 3: 'r', 5: 'f' }, 0.09)])
    if (begun.id !== 'minimalEpsilon') return expect.fail('it is no search')
    expect(begun.curves[0]).toMatchObject({ sizes: [], underWay: { images: 3, wrong: 1 } })
    const under = tally(plan, records)
    if (under.id !== 'minimalEpsilon') return expect.fail('it is no search')
    expect(under.curves[0]).toMatchObject({ sizes: [0, 0.09, 0.14], underWay: { images: 2, wrong: 0 } })
    const over = tally(plan, [...records, judged(at(1, 1), { 0: 'r', 2: 'f' }, 0.04)])
    if (over.id !== 'minimalEpsilon') return expect.fail('it is no search')
    expect(over.curves[0]).toMatchObject({ sizes: [0, 0.04, 0.09, 0.14, Number.POSITIVE_INFINITY], median: 0.09 })
    expect(over.curves[0]?.points.at(-1)).toMatchObject({ epsilon: 0.14, robust: 1, images: 5 })
  })
})

it('transfer is counted over blocks, by source model and judged model', () => {
  const plan = planOf({ id: 'transfer', attack }, ['one', 'two'])
  const shown = (key: JobKey, one: string, two: string, unperturbed = one.replace(/./g, '-')): JobRecord => {
    const verdictsOf = (letters: string) => [...letters].map((letter) => WORDS[letter] as UntargetedOutcome)
    const verdicts = { one: verdictsOf(one), two: verdictsOf(two) }
    const indices = [...one].map((_, i) => i)
    const outcome = { indices, verdicts, unperturbed: [...unperturbed].map((letter) => letter === 'u') }
    return { ...key, environment: 0, outcome }
  }
  const results = tally(plan, [
    shown(at(0, 0), 'wfr', 'rrr', 'u--'),
    shown(at(1, 0), 'ff', 'wr'),
    shown(at(0, 0, 'two'), 'rrr', 'fff'),
  ])
  if (results.id !== 'transfer') return expect.fail('it is no matrix')
  expect(results.cells.map(({ interval: _, share: _share, ...cell }) => cell)).toEqual([
    { from: 'one', to: 'one', robust: 1, fooled: 3, wrong: 1, images: 5, unperturbed: 1 },
    { from: 'one', to: 'two', robust: 4, fooled: 0, wrong: 1, images: 5, unperturbed: 1 },
    { from: 'two', to: 'one', robust: 3, fooled: 0, wrong: 0, images: 3, unperturbed: 0 },
    { from: 'two', to: 'two', robust: 0, fooled: 3, wrong: 0, images: 3, unperturbed: 0 },
  ])
})
