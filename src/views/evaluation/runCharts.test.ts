import { describe, expect, it } from 'vitest'
import type { AttackChoice } from '../../engine/attacks/registry'
import type { EvaluationRun } from '../../store/evaluation/evaluation'
import type { EvaluationPlan, JobRecord, Measure } from '../../store/evaluation/evaluationPlan'
import { tally } from '../../store/evaluation/evaluationTally'
import { DESCRIBED_ATTACKS } from '../../testing/described'
import type { Eps01 } from '../../units'
import { evaluationFacts, evaluationFigureWords } from '../parts/runs/evaluationRunWords'
import { epsilonChart, transferChart } from './runCharts'

const attack = {
  id: 'pgd',
  settings: {
    norm: 'linf',
    epsilon: 8 / 255,
    seed: 4,
    steps: 20,
    stepSize: { rule: 'fixed', size: 2 / 255 },
    randomStart: true,
    restarts: 2,
    result: 'worst',
    l1Share: 0.02,
  },
} as AttackChoice
const MODELS = ['one', 'two'].map((id) => ({ id, name: id.toUpperCase(), color: 'red' }))
const eps = (...shown: number[]) => shown.map((epsilon) => (epsilon / 255) as Eps01)

const planOf = (measure: Measure): EvaluationPlan => ({
  formatVersion: 3,
  measure,
  models: MODELS.map(({ id, name }) => ({ id, name, sha256: '', side: 32, classes: [] })),
  source: { kind: 'gallery', ids: ['a', 'b', 'c', 'd'] },
  indices: [0, 1, 2, 3],
  blockSize: 4,
  flags: null,
})

const judged = (modelId: string, step: number, verdicts: string, sizes: readonly (number | null)[]): JobRecord => ({
  block: 0,
  step,
  modelId,
  environment: 0,
  outcome: {
    indices: [...verdicts].flatMap((letter, index) => (letter === '-' ? [] : [index])),
    verdicts: [...verdicts.replaceAll('-', '')].map(
      (letter) => ({ r: 'robust', f: 'fooled', w: 'wrong' })[letter] as 'robust',
    ),
    sizes,
    fooledBy: sizes.map(() => null),
    zeroGradient: sizes.map(() => false),
  },
})

describe('the accuracy chart', () => {
  const plan = planOf({ id: 'accuracy', attack, epsilons: eps(2, 8) })
  const results = tally(plan, [
    judged('one', 0, 'wrrf', [0, null, null, 2 / 255]),
    judged('one', 1, '-rf-', [null, 0.03]),
  ])
  if (results.id !== 'accuracy') throw new TypeError(`the results are those of ${results.id}`)
  const chart = epsilonChart({ plan }, results, MODELS)

  it('is in /255, up to the largest epsilon, with points for judged images', () => {
    expect(chart).toMatchObject({ form: 'points', highest: 8, xTitle: 'attack size ε in L∞, /255' })
    const [one, two] = chart.series
    expect(one?.points.map(({ epsilon, share }) => [epsilon, share])).toEqual([
      [0, 0.75],
      [2, 0.5],
      [8, 0.25],
    ])
    for (const { share, low, high } of one!.points) expect(low < share && share < high).toBe(true)
    expect(two?.points).toEqual([])
  })
})

describe('the chart of smallest epsilons', () => {
  const search = { start: eps(2)[0]!, doublings: 1, bisections: 0 }
  const plan = planOf({ id: 'minimalEpsilon', attack, search })

  it('falls at each size that fools the model, and has a median', () => {
    const records = [
      judged('one', 0, 'wrrf', [0, null, null, 1.5 / 255]),
      judged('one', 1, '-ff-', [3 / 255, 3.5 / 255]),
    ]
    const results = tally(plan, records)
    if (results.id !== 'minimalEpsilon') throw new TypeError(`the results are those of ${results.id}`)
    const { series, highest, form } = epsilonChart({ plan }, results, MODELS)
    expect(form).toBe('steps')
    expect(series[0]?.points.map(({ epsilon, share }) => [Number(epsilon.toFixed(6)), share])).toEqual([
      [0, 0.75],
      [1.5, 0.5],
      [3, 0.25],
      [3.5, 0],
    ])
    expect(series[0]?.median).toBeCloseTo(2.25, 6)
    expect(series[1]?.median).toBe(null)
    expect(highest).toBeCloseTo(1.08 * 3.5, 6)
  })

  it('extends to the end of the search if nothing fools it', () => {
    const results = tally(plan, [
      judged('one', 0, 'rrrr', [null, null, null, null]),
      judged('one', 1, 'rrrr', [null, null, null, null]),
    ])
    if (results.id !== 'minimalEpsilon') throw new TypeError(`the results are those of ${results.id}`)
    const { series, highest } = epsilonChart({ plan }, results, MODELS)
    expect(highest).toBeCloseTo(4, 9)
    expect(series[0]).toMatchObject({ median: null, points: [{ epsilon: 0, share: 1 }] })
  })
})

it('omits unknown cells of a transfer, and says which images it covers', () => {
  const plan = planOf({ id: 'transfer', attack })
  const outcome = {
    indices: [0, 1, 2, 3],
    verdicts: { one: ['wrong', 'fooled', 'robust', 'fooled'], two: ['robust', 'robust', 'robust', 'fooled'] },
    unperturbed: [true, false, false, false],
  } as const
  const results = tally(plan, [{ block: 0, step: 0, modelId: 'one', environment: 0, outcome }])
  if (results.id !== 'transfer') throw new TypeError(`the results are those of ${results.id}`)
  expect(transferChart(results, MODELS).squares).toEqual([
    { from: 'one', to: 'one', share: 0.25, note: '2 of 3 fooled' },
    { from: 'one', to: 'two', share: 0.75, note: '1 of 4 fooled' },
    { from: 'two', to: 'one', share: null, note: '' },
    { from: 'two', to: 'two', share: null, note: '' },
  ])
})

describe('the settings of a run', () => {
  const run = {
    plan: planOf({ id: 'accuracy', attack, epsilons: eps(2, 8) }),
    status: 'paused',
    progress: { done: 1, total: 4, share: 0 },
    results: tally(planOf({ id: 'accuracy', attack, epsilons: eps(2, 8) }), []),
    startedAt: '2026-01-02T03:04:05.000Z',
    environments: [
      { backend: 'wasm', device: 'SIMD', userAgent: '', versions: {}, since: '' },
      { backend: 'wasm', device: 'SIMD', userAgent: '', versions: {}, since: '' },
    ],
  } as unknown as EvaluationRun

  it('are listed in full', () => {
    const facts = Object.fromEntries(evaluationFacts(run, DESCRIBED_ATTACKS))
    expect(facts.attack).toBe('PGD, L∞: 20 steps, step 2/255, random start, 2 restarts, worst iterate, seed 4')
    expect(facts.ε).toBe('2, 8 of 255')
    expect(facts.images).toContain('0 of 4 images of the gallery')
    expect(facts['red flags']).toBe('not checked')
    expect(facts['computed on']).toBe('wasm, SIMD')
  })

  it('accompany an exported chart, with the share of the run that is done', () => {
    const { lines, notes } = evaluationFigureWords(run, DESCRIBED_ATTACKS)
    expect([...lines, ...notes]).toHaveLength(evaluationFacts(run, []).length + 2)
    const names = lines.map((line) => line.split(':')[0])
    expect(names).toEqual(['models', 'attack', 'ε', 'images', 'unfinished', 'bands'])
    expect(lines).toContain('unfinished: 1 of 4 jobs')
    expect(notes).toContain('started: 2026-01-02 03:04 UTC')
    expect(evaluationFigureWords({ ...run, status: 'done' }, []).lines.join()).not.toContain('unfinished')
  })

  it('name data sets and architectures, jointly if they are the same', () => {
    const kind = (data: string) => ({ data, architecture: { name: 'resnet', activation: 'gelu' } })
    const modelsOf = (...data: string[]) => {
      const models = run.plan.models.map((model, place) => ({ ...model, kind: kind(data[place] as string) }))
      return Object.fromEntries(evaluationFacts({ ...run, plan: { ...run.plan, models } }, [])).models
    }
    expect(modelsOf('CIFAR-10', 'CIFAR-10')).toBe('ONE, TWO; CIFAR-10, ResNet GELU')
    expect(modelsOf('CIFAR-10', 'Fashion-MNIST')).toBe('ONE (CIFAR-10), TWO (Fashion-MNIST); ResNet GELU')
    expect(Object.fromEntries(evaluationFacts(run, [])).models, 'of a run of an earlier version').toBe('ONE, TWO')
  })
})
