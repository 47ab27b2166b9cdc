/** @file The page without its views, with a worker that trains as tests can follow. */

import { expect } from 'vitest'
import type { KeptStorage } from '../app/runs/keptTypes'
import type { Locks } from '../app/runs/tabLock'
import type { TrainingDescription } from '../engine/training/types'
import type { TrainingForm } from '../store/training/training'
import { createFakeApp, type FakeApp, memoryStorage, memoryTabStorage } from './fakeApp'
import { type Answers, cannedEach, cannedFigures, createGate } from './fakeWorkers'
import { memoryLocks } from './memoryLocks'

export const STEPS = 10

const offered: TrainingDescription = {
  objectives: [
    {
      id: 'natural',
      name: 'Natural',
      about: 'Cross-entropy.',
      route: null,
      hasRamp: false,
      derivatives: 'first',
      terms: ['CE'],
      settings: [],
      defaults: {},
    },
    {
      id: 'gradient-norm',
      name: 'Gradient norm',
      about: 'Cross-entropy and the size of its gradient.',
      route: null,
      hasRamp: true,
      derivatives: 'second',
      terms: ['(2 − λ) CE', 'λ ε ‖∇L‖'],
      settings: [],
      defaults: { lambda: 1.2, epsilon255: 8 },
    },
  ],
  optimizers: [{ id: 'adamw', name: 'AdamW', settings: [], defaults: {} }],
  activations: ['gelu'],
}

/** A worker whose weights are the sum of the steps that it took: what was trained twice, or never, is seen. */
export function trainingAnswers({ divergesAt = Number.POSITIVE_INFINITY, gateAt = -1, gate = createGate() } = {}) {
  const held = { step: 0, sum: 0 }
  const hold = (step: number, sum: number) => {
    Object.assign(held, { step, sum })
    return {
      step,
      steps: STEPS,
      train: 100,
      heldOut: 10,
      heldOutFrom: 'canned',
      shortage: null,
      classes: ['cat', 'dog'],
      images: [],
      microBatchSize: 32,
      memory: { bytesPerImage: 1e6, budgetBytes: 5e8 },
    }
  }
  const answers: Partial<Answers> = {
    describeTraining: () => offered,
    startTraining: () => hold(0, 0),
    resumeTraining: ({ state }) => {
      const { step, sum } = JSON.parse(state.json) as typeof held
      return hold(step, sum)
    },
    trainSteps: async ({ most }, { checkpoint }) => {
      const reports = []
      for (let i = 0; i < Math.min(most, 2) && held.step < STEPS; i++) {
        if (held.step === gateAt) await gate.passed
        await checkpoint(held.step, STEPS)
        if (held.step + 1 === divergesAt) {
          const rolledBackTo = held.step
          return { reports, divergence: { message: 'Step went wrong; choose less.', step: divergesAt, rolledBackTo } }
        }
        held.step++
        held.sum += held.step
        const { step } = held
        reports.push({ step, loss: 1, parts: {}, terms: [], gradientNorm: 1, learningRate: 1, ramp: 1, seconds: 0.5 })
      }
      return { reports, divergence: null }
    },
    measureTraining: () => ({
      step: held.step,
      figures: cannedFigures,
      each: cannedEach(),
      maps: [],
      divergence: null,
    }),
    trainingState: () => ({ json: JSON.stringify(held), tensors: new ArrayBuffer(8) }),
  }
  return { answers, held, gate }
}

const FORM: Partial<TrainingForm> = { steps: STEPS, evaluateEvery: 4, checkpointEvery: 2 }

export function createTrainingApp(
  answers: Partial<Answers>,
  storage: KeptStorage = memoryStorage(),
  locks: Locks = memoryLocks(),
  tabStorage = memoryTabStorage(),
) {
  return createFakeApp({ answers, storage, locks, tabStorage })
}

/** With the engine running and the form as the tests have it. */
export async function openTrainingApp(app: FakeApp): Promise<void> {
  await app.session.start()
  await app.untilIdle()
  await app.until(() => expect(app.state().training.form.objective).not.toBeNull())
  app.actions.setTraining(FORM)
}
