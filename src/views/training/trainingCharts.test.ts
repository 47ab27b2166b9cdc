import { describe, expect, it } from 'vitest'
import { pointAt } from '../../charts/readOff/alongX'
import { stepCurves } from '../../charts/stepCurves'
import type { HeldOutEvaluation, TrainingPoint } from '../../store/training/training'
import { accuracyChart, alignmentChart, type ChartedRun, evaluationAt, lossChart, normChart } from './trainingCharts'

const point = (step: number, terms: readonly number[]): TrainingPoint => ({
  step,
  loss: terms.reduce((sum, term) => sum + term, 0),
  parts: {},
  terms,
  gradientNorm: 1,
  learningRate: 1e-3,
  ramp: 1,
  seconds: 0.1,
})

const evaluation = (step: number, correct: number, robust: number): HeldOutEvaluation => ({
  step,
  images: 100,
  robust,
  fooled: correct - robust,
  wrong: 100 - correct,
  meanLoss: 0.5,
  meanGradientL1: 40 / (step + 1),
  meanEdgeAlignment: -0.1 + step / 100,
})

const objective = (id: string, settings: Readonly<Record<string, unknown>> = {}) => ({ id, settings })

const run = (change: Partial<ChartedRun> = {}): ChartedRun => ({
  steps: 60,
  terms: ['(2 − λ) CE', 'λ ε ‖∇L‖'],
  series: [point(1, [0.4, 1.6])],
  evaluations: [evaluation(0, 90, 5), evaluation(20, 85, 40)],
  divergences: [],
  form: {
    objective: objective('gradient-norm', { lambda: 1.2 }),
    attack: { epsilon255: 8, stepSize255: 2, steps: 10 },
  } as ChartedRun['form'],
  ...change,
})

describe('the charted terms of a loss', () => {
  it('are labelled as the objective labels them', () => {
    const { series } = lossChart(run())
    expect(series.map(({ label, isEmphasised, points }) => [label, isEmphasised, points[0]!.value])).toEqual([
      ['(2 − λ) CE', false, 0.4],
      ['λ ε ‖∇L‖', true, 1.6],
    ])
  })

  it('are missing in a run kept before terms were recorded', () => {
    const { terms: _, ...old } = run()
    expect(lossChart(old).series).toEqual([])
  })
})

describe('the charts of a training', () => {
  it('have accuracies in percent, inside their intervals', () => {
    const { series, scale, steps } = accuracyChart(run())
    expect([scale, steps]).toEqual(['percent', 60])
    expect(series.map(({ label }) => label)).toEqual(['clean', 'PGD-10'])
    expect(series[1]!.points.map(({ step, value }) => [step, value])).toEqual([
      [0, 5],
      [20, 40],
    ])
    // Wilson's, of 40 of 100: 30.9 to 49.8.
    expect(series[1]!.points[1]!.interval!.low).toBeCloseTo(30.94, 2)
    expect(series[1]!.points[1]!.interval!.high).toBeCloseTo(49.8, 1)
  })

  it('have no point for an undefined alignment', () => {
    const [before, after] = run().evaluations as [HeldOutEvaluation, HeldOutEvaluation]
    const chart = alignmentChart(run({ evaluations: [before, { ...after, meanEdgeAlignment: null }] }))
    const [{ points } = { points: [] }] = stepCurves(chart).series
    expect(points.map(({ y }) => y)).toEqual([before.meanEdgeAlignment])
    expect(pointAt(points, after.step, 'latest')?.x).toBe(before.step)
  })

  it('have norms on a log scale, and alignment with its sign', () => {
    expect(normChart(run())).toMatchObject({ scale: 'log', series: [{ points: [{ value: 40 }, {}] }] })
    expect(alignmentChart(run())).toMatchObject({ scale: 'signed', series: [{ points: [{ value: -0.1 }, {}] }] })
  })

  it('mark where the training diverged', () => {
    const divergences = [{ step: 9, rolledBackTo: 0, message: 'It went wrong.' }]
    for (const draw of [lossChart, accuracyChart, normChart, alignmentChart]) {
      expect(draw(run({ divergences })).marks).toEqual([{ step: 9, label: 'It went wrong.' }])
    }
  })
})

describe('the evaluation shown', () => {
  const { evaluations } = run()

  it('is the last one, or the one current at a step', () => {
    expect([null, 0, 19, 20, 60].map((looked) => evaluationAt(evaluations, looked)?.step)).toEqual([20, 0, 0, 20, 20])
    expect(evaluationAt([], null)).toBe(undefined)
  })
})
