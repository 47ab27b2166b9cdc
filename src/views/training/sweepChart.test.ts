import { expect, it } from 'vitest'
import type { LambdaSweep, SweepEntry } from '../../store/training/training'
import { sweepChart } from './sweepChart'

const figures = (correct: number, robust: number) => ({
  images: 200,
  robust,
  fooled: correct - robust,
  wrong: 200 - correct,
  meanLoss: 1,
  meanGradientL1: 10,
  meanEdgeAlignment: 0.2,
})

const entry = (lambda: number, status: SweepEntry['status'], of: SweepEntry['figures'] = null): SweepEntry => ({
  lambda,
  status,
  step: 0,
  steps: 10,
  figures: of,
  message: null,
})

const sweep: LambdaSweep = {
  id: 'sweep',
  status: 'running',
  message: null,
  plan: { form: { attack: { epsilon255: 8, stepSize255: 2, steps: 10 } } } as LambdaSweep['plan'],
  before: figures(180, 10),
  entries: [
    entry(0, 'done', figures(180, 20)),
    entry(1, 'diverged', figures(100, 60)),
    entry(1.5, 'running'),
    entry(2, 'waiting'),
  ],
  secondsLeft: null,
  startedAt: '2026-05-04T09:08:07.000Z',
  environments: [],
}

it('an unfinished sweep is drawn with what is being trained and what collapsed', () => {
  const chart = sweepChart(sweep)
  expect(chart.lambdas).toEqual([0, 1, 1.5, 2])
  expect(chart.running).toBe(1.5)
  expect(chart.collapsed).toEqual([1])
  expect(chart.series.map(({ id, label, before }) => [id, label, before])).toEqual([
    ['clean', 'clean', 90],
    ['robust', 'PGD-10', 5],
  ])
  const [, robust] = chart.series
  expect(robust!.points.map(({ lambda, share }) => [lambda, share])).toEqual([
    [0, 10],
    [1, 30],
  ])
  for (const { low, share, high } of robust!.points) {
    expect(low).toBeLessThan(share)
    expect(high).toBeGreaterThan(share)
  }
})
