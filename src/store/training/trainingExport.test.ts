import { expect, it } from 'vitest'
import { wilsonInterval } from '../../numbers/wilson'
import type { LambdaSweep, SweepEntry, TrainingRun } from './training'
import { sweepCsv, sweepExportName, sweepJson, trainingCsv, trainingExportName, trainingJson } from './trainingExport'

const startedAt = '2026-05-04T09:08:07.000Z'
const environment = { backend: 'wasm', device: 'SIMD', userAgent: 'a browser', versions: {}, since: startedAt }
const figures = (correct: number, robust: number) => ({
  images: 200,
  robust,
  fooled: correct - robust,
  wrong: 200 - correct,
  meanLoss: 0.5,
  meanGradientL1: 12.5,
  meanEdgeAlignment: 0.25,
})
const plan = {
  form: { objective: { id: 'gradient-norm', settings: { lambda: 1.2 } }, seed: 3 },
  start: { modelId: 'natural', name: 'Natural' },
  data: { dataSet: { name: 'Fashion-MNIST' } },
} as unknown as LambdaSweep['plan']

const entry = (lambda: number, given: Partial<SweepEntry>): SweepEntry => ({
  lambda,
  status: 'waiting',
  step: 0,
  steps: 120,
  figures: null,
  message: null,
  ...given,
})
const sweep: LambdaSweep = {
  id: 'sweep',
  plan,
  status: 'stopped',
  message: null,
  before: figures(180, 10),
  entries: [entry(0.4, { status: 'done', step: 120, figures: figures(170, 60) }), entry(1.2, {})],
  secondsLeft: null,
  startedAt,
  environments: [environment],
}
const run = {
  ...plan,
  startedAt,
  status: 'done',
  step: 8,
  steps: 8,
  route: 'doubleBackprop',
  environments: [environment],
  series: [{ step: 1, loss: 2 }],
  evaluations: [
    { step: 0, ...figures(180, 10) },
    { step: 8, ...figures(170, 60) },
  ],
  frames: [{ step: 0, maps: ['much'] }],
  images: ['much'],
} as unknown as TrainingRun

/** Cells by the names of their columns. */
function rowsOf(text: string): Record<string, string>[] {
  const [head, ...rows] = text
    .trimEnd()
    .split('\r\n')
    .map((line) => line.split(','))
  return rows.map((cells) => Object.fromEntries(head!.map((name, i) => [name, cells[i] as string])))
}

it('a sweep has a row per training below the initial model, with Wilson intervals', () => {
  const [before, first, second] = rowsOf(sweepCsv(sweep))
  expect(before).toMatchObject({ lambda: '', status: 'before', clean_correct: '180', robust: '10' })
  expect(before).toMatchObject({ fooled: '170', wrong: '20' })
  expect(first).toMatchObject({
    lambda: '0.4',
    status: 'done',
    step: '120',
    clean_share: '0.85',
    attacked_share: '0.3',
  })
  const { low, high } = wilsonInterval(0.3, 200)
  expect([Number(first!.attacked_wilson95_low), Number(first!.attacked_wilson95_high)]).toEqual([low, high])
  expect(second).toMatchObject({ lambda: '1.2', status: 'waiting', images: '', mean_gradient_l1: '' })
})

it('a training has a row per measurement', () => {
  const rows = rowsOf(trainingCsv(run))
  expect(rows.map(({ step }) => step)).toEqual(['0', '8'])
  expect(rows[1]).toMatchObject({ mean_loss: '0.5', mean_gradient_l1: '12.5', mean_edge_alignment: '0.25' })
})

it('a mean alignment says of how many images it is, and is empty if none has one', () => {
  const flat = { meanEdgeAlignment: null, alignedImages: 0 }
  const [some, none] = run.evaluations.map((figures, i) => ({
    ...figures,
    ...(i === 0 ? { alignedImages: 7 } : flat),
  }))
  const rows = rowsOf(trainingCsv({ ...run, evaluations: [some!, none!] }))
  expect(rows[0]).toMatchObject({ mean_edge_alignment: '0.25', edge_alignment_images: '7' })
  expect(rows[1]).toMatchObject({ mean_edge_alignment: '', edge_alignment_images: '0' })
})

it('the JSON contains all settings, but no gradient maps', () => {
  expect(JSON.parse(sweepJson(sweep))).toMatchObject({
    format: 'gradlens-lambda-sweep',
    settings: plan.form,
    start: plan.start,
    environments: [environment],
    entries: sweep.entries,
  })
  const training = JSON.parse(trainingJson(run))
  expect(training).toMatchObject({
    format: 'gradlens-training',
    settings: plan.form,
    derivatives: 'doubleBackprop',
    series: run.series,
    evaluations: run.evaluations,
  })
  expect(JSON.stringify(training)).not.toContain('much')
})

it('file names tell what they contain and when it was begun', () => {
  expect(sweepExportName(sweep)).toBe('gradlens-lambda-sweep-20260504-0908')
  expect(trainingExportName(run)).toBe('gradlens-training-gradient-norm-20260504-0908')
})
