import { describe, expect, it } from 'vitest'
import type { FinetuneRun } from '../../store/finetune'
import { initialFinetune } from '../../store/finetuneForm'
import { runFacts } from './words'

const run = (parts: FinetuneRun['parts'], batchSize = 32) =>
  ({
    form: {
      ...initialFinetune.form,
      batchSize,
      objective: { id: 'gradient-norm', settings: { lambda: 1.2 } },
      optimizer: { id: 'adamw', settings: {} },
      augmentation: { flip: false, cropMargin: 0 },
    },
    start: { modelId: 'natural', name: 'Natural' },
    data: { dataSet: { name: 'Fashion-MNIST' }, trainPictures: 0, heldBackPictures: 0, heldBackFrom: '' },
    route: 'doubleBackprop',
    startedAt: '2026-01-02T03:04:05.678Z',
    environments: [],
    parts,
  }) as unknown as FinetuneRun

describe('what a training is made with', () => {
  const batches = (of: FinetuneRun) => new Map(runFacts(of, null)).get('batches')
  const memory = { bytesPerPicture: 35_229_584, budgetBytes: 2 ** 29 }
  it.each<[FinetuneRun['parts'], string]>([
    [null, '32 pictures'],
    [{ pictures: 32, memory: null }, '32 pictures, all at once'],
    [{ pictures: 8, memory: null }, '32 pictures, 8 at once'],
    [{ pictures: 11, memory }, '32 pictures, 11 at once, as each takes 35.2 MB in a step, of 537 MB allowed'],
  ])('tells of its batches: %#', (parts, text) => {
    expect(batches(run(parts))).toBe(text)
  })
})
