import { describe, expect, it } from 'vitest'
import type { TrainingRun } from '../../../store/training/training'
import { initialTraining } from '../../../store/training/trainingForm'
import { trainingFacts } from './trainingWords'

const run = (parts: TrainingRun['parts'], batchSize = 32) =>
  ({
    form: {
      ...initialTraining.form,
      batchSize,
      objective: { id: 'gradient-norm', settings: { lambda: 1.2 } },
      optimizer: { id: 'adamw', settings: {} },
      augmentation: { flip: false, cropMargin: 0 },
    },
    start: { modelId: 'natural', name: 'Natural' },
    data: { dataSet: { name: 'Fashion-MNIST' }, trainImages: 0, heldOutImages: 0, heldOutFrom: '' },
    route: 'doubleBackprop',
    startedAt: '2026-01-02T03:04:05.678Z',
    environments: [],
    parts,
  }) as unknown as TrainingRun

describe('the settings of a training', () => {
  const batches = (of: TrainingRun) => new Map(trainingFacts(of, null)).get('batches')
  const memory = { bytesPerImage: 35_229_584, budgetBytes: 2 ** 29 }
  it.each<[TrainingRun['parts'], string]>([
    [null, '32 images'],
    [{ images: 32, memory: null }, '32 images, all at once'],
    [{ images: 8, memory: null }, '32 images, 8 at once'],
    [{ images: 11, memory }, '32 images, 11 at once, as each takes 35.2 MB in a step, of 537 MB allowed'],
  ])('describe its batches: %#', (parts, text) => {
    expect(batches(run(parts))).toBe(text)
  })

  it.each<[Partial<TrainingRun>, string]>([
    [{ status: 'stopped', step: 40, steps: 1240 }, '40 of 1,240 so far'],
    [{ status: 'running', step: 0, steps: 240 }, '0 of 240 so far'],
    [{ status: 'done', step: 240, steps: 240 }, '240'],
  ])('describe its steps: %#', (change, text) => {
    const facts = trainingFacts({ ...run(null), ...change }, null)
    expect(new Map(facts).get('steps')).toBe(text)
  })
})
