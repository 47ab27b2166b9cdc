/** @file A training of 60 steps with the gradient norm, which makes the model robust at the cost of some accuracy. */

import type { HeldOutEvaluation, TrainingRun } from '../../store/training/training'
import { initialTraining } from '../../store/training/trainingForm'

const evaluation = (step: number, robust: number, wrong: number): HeldOutEvaluation => ({
  step,
  images: 100,
  robust,
  fooled: 100 - robust - wrong,
  wrong,
  meanLoss: 0.5 + step / 200,
  meanGradientL1: 40 / (1 + step / 5),
  meanEdgeAlignment: step === 0 ? null : step / 200,
})

const STEPS = 60

/** What panels show of a run; the rest is left out. */
export const fixedTraining = {
  form: {
    ...initialTraining.form,
    objective: { id: 'gradient-norm', settings: { lambda: 1.2, epsilon255: 8 } },
    attack: { epsilon255: 8, stepSize255: 2, steps: 10 },
  },
  status: 'done',
  step: STEPS,
  steps: STEPS,
  terms: ['(2 − λ) CE', 'λ ε ‖∇L‖'],
  series: Array.from({ length: STEPS }, (_, i) => ({
    step: i + 1,
    loss: 0.4 + 1.6 / (i + 1),
    parts: {},
    terms: [0.4, 1.6 / (i + 1)],
    gradientNorm: 1,
    learningRate: 1e-3,
    ramp: 1,
    seconds: 0.1,
  })),
  evaluations: [evaluation(0, 5, 10), evaluation(30, 35, 14), evaluation(60, 48, 17)],
  divergences: [],
} as unknown as TrainingRun
