import { describe, expect, it } from 'vitest'
import { parseTrainingSettings } from '../../engine/training/settings'
import { expectSentence, messageOf } from '../../testing/sentence'
import type { TrainingForm } from './training'
import { initialTraining, sweepProblem, trainingProblem, trainingSettings } from './trainingForm'

const form = {
  ...initialTraining.form,
  objective: { id: 'gradient-norm', settings: {} },
  optimizer: { id: 'adamw', settings: {} },
}

/** Each number of the form, with how the form looks with another value. */
const NUMBERS: readonly (readonly [label: string, set: (value: number) => TrainingForm])[] = [
  ['Learning rate', (learningRate) => ({ ...form, learningRate })],
  ['Warm-up', (warmupShare) => ({ ...form, warmupShare })],
  ['number of steps', (steps) => ({ ...form, steps })],
  ['Ramp', (rampSteps) => ({ ...form, rampSteps })],
  ['Batch size', (batchSize) => ({ ...form, batchSize })],
  ['Micro-batch', (microBatchSize) => ({ ...form, microBatchSize })],
  ['Clip at', (clipNorm) => ({ ...form, clipNorm })],
  ['Weight average', (averageDecay) => ({ ...form, averageDecay })],
  ['Shift by', (cropMargin) => ({ ...form, augmentation: { ...form.augmentation, cropMargin } })],
  ['Seed', (seed) => ({ ...form, seed })],
]

const WATCHING: typeof NUMBERS = [
  ['Train on', (trainImages) => ({ ...form, data: { ...form.data, trainImages } })],
  ['Hold out', (heldOutImages) => ({ ...form, data: { ...form.data, heldOutImages } })],
  ['Image seed', (seed) => ({ ...form, data: { ...form.data, seed } })],
  ['Every', (evaluateEvery) => ({ ...form, evaluateEvery })],
  ['PGD, ε', (epsilon255) => ({ ...form, attack: { ...form.attack, epsilon255 } })],
  ['Step size', (stepSize255) => ({ ...form, attack: { ...form.attack, stepSize255 } })],
  ['number of PGD steps', (steps) => ({ ...form, attack: { ...form.attack, steps } })],
  ['Maps of', (mapImages) => ({ ...form, mapImages })],
  ['Kept every', (checkpointEvery) => ({ ...form, checkpointEvery })],
]

describe('a training that cannot start', () => {
  it('has a form with any value out of bounds', () => {
    expect(trainingProblem(form)).toBeNull()
  })

  it.each([...NUMBERS, ...WATCHING])('is explained by the wrong setting: %s', (label, set) => {
    for (const value of [-1, 1e9 + 0.5, Number.NaN]) expectSentence(trainingProblem(set(value)) ?? 'No problem', label)
  })

  it.each(NUMBERS)('is refused by the engine in the same words: %s', async (_, set) => {
    for (const value of [-1, 1e9 + 0.5]) {
      const wrong = set(value)
      const told = await messageOf(() => parseTrainingSettings(trainingSettings({ ...form, ...wrong } as typeof form)))
      expect(told).toBe(trainingProblem(wrong))
    }
  })
})

it.each<[TrainingForm['sweep'], ...string[]]>([
  [{ lambdas: [], steps: 10 }, 'number of lambdas is 0'],
  [{ lambdas: [0, 3], steps: 10 }, 'λ” is 3', 'from 0 to 2'],
  [{ lambdas: [1], steps: 0 }, 'number of steps is 0'],
])('a sweep that cannot start is explained: %j', (sweep, ...named) => {
  expectSentence(sweepProblem({ ...form, sweep }) ?? 'No problem', ...named)
  expect(sweepProblem(form)).toBeNull()
})
