import type { HeldOutFigures } from '../../engine/training/heldOut'
import type { LambdaSweep, SweepEntry } from '../../store/training/training'
import { SweepFigure } from '../../views/training/SweepFigure'
import { fixedTraining } from './fixedTraining'
import type { Panel } from './types'

const figures = (robust: number, wrong: number): HeldOutFigures => ({
  images: 200,
  robust,
  fooled: 200 - robust - wrong,
  wrong,
  meanLoss: 1,
  meanGradientL1: 10,
  meanEdgeAlignment: 0.2,
})

const entry = (lambda: number, status: SweepEntry['status'], figures: SweepEntry['figures']): SweepEntry => ({
  ...{ lambda, status, figures },
  ...{ step: 60, steps: 60, message: null },
})

/** Five trainings: two done, one collapsed, one at work and one to come. */
export const fixedSweep: LambdaSweep = {
  id: 'sweep',
  plan: {
    form: fixedTraining.form,
    start: { id: 'natural', name: 'Natural' },
    data: { dataSet: { name: 'CIFAR-10' } },
  } as unknown as LambdaSweep['plan'],
  status: 'running',
  message: null,
  before: figures(10, 20),
  entries: [
    entry(0, 'done', figures(20, 22)),
    entry(0.5, 'done', figures(72, 36)),
    entry(1, 'diverged', figures(60, 100)),
    entry(1.5, 'running', null),
    entry(2, 'waiting', null),
  ],
  secondsLeft: null,
  startedAt: '2026-01-01T00:00:00.000Z',
  environments: [],
}

export const sweepPanel: Panel = { title: 'Accuracy against lambda', content: <SweepFigure sweep={fixedSweep} /> }
