import { describe, expect, it } from 'vitest'
import type { AttackChoice } from '../../engine/attacks/registry'
import { wilsonInterval } from '../../numbers/wilson'
import type { Eps01 } from '../../units'
import type { EvaluationRun } from './evaluation'
import { exportCsv, exportJson, exportName } from './evaluationExport'
import type { Measure } from './evaluationPlan'
import { outcomeShare } from './evaluationTally'

const settings = { norm: 'linf', epsilon: 8 / 255, seed: 4, steps: 20 }
const attack = { id: 'pgd', settings } as unknown as AttackChoice
const inL2 = { id: 'pgd', settings: { ...settings, norm: 'l2', epsilon: 0.5 } } as unknown as AttackChoice

const environment = {
  backend: 'webgpu',
  device: 'an adapter',
  userAgent: 'a browser',
  versions: { gradlens: '0.1.0', '@tensorflow/tfjs': '4.22.0' },
  since: '2026-05-04T09:08:07.000Z',
}

function runOf(measure: Measure, results: EvaluationRun['results']): EvaluationRun {
  const model = (id: string, name: string) => ({ id, name, sha256: `${id} hash`, side: 32, classes: ['cat'] })
  return {
    id: 'run',
    plan: {
      formatVersion: 3,
      measure,
      models: [model('one', 'Natural'), model('two', 'Edge, "sharp"')],
      source: { kind: 'gallery', ids: ['a', 'b', 'c'] },
      indices: [0, 1, 2],
      blockSize: 32,
      flags: null,
    },
    status: 'done',
    message: null,
    needsData: false,
    progress: { done: 2, total: 2, share: 0 },
    activeMs: 1234,
    startedAt: '2026-05-04T09:08:07.000Z',
    environments: [environment],
    records: [
      {
        block: 0,
        step: 0,
        modelId: 'one',
        environment: 0,
        outcome: { indices: [0], verdicts: ['robust'], sizes: [null], fooledBy: [null], zeroGradient: [true] },
      },
    ],
    results,
    flags: { one: [] },
  }
}

const eps = (value: number) => value as Eps01
const accuracy = runOf(
  { id: 'accuracy', attack, epsilons: [eps(8 / 255)] },
  {
    id: 'accuracy',
    curves: [
      {
        modelId: 'one',
        points: [
          { epsilon: eps(0), ...outcomeShare({ robust: 3, fooled: 0, wrong: 0 }), zeroGradient: 0 },
          { epsilon: eps(8 / 255), ...outcomeShare({ robust: 1, fooled: 2, wrong: 0 }), zeroGradient: 1 },
        ],
      },
      {
        modelId: 'two',
        points: [{ epsilon: eps(0), ...outcomeShare({ robust: 0, fooled: 0, wrong: 0 }), zeroGradient: 0 }],
      },
    ],
  },
)
const search = { start: eps(2 / 255), doublings: 5, bisections: 10 }
const minimal = runOf(
  { id: 'minimalEpsilon', attack, search },
  {
    id: 'minimalEpsilon',
    curves: [
      {
        modelId: 'one',
        sizes: [0, Number.POSITIVE_INFINITY],
        underWay: { images: 0, wrong: 0 },
        median: Number.POSITIVE_INFINITY,
        points: [{ epsilon: eps(0), ...outcomeShare({ robust: 1, fooled: 0, wrong: 1 }), zeroGradient: 0 }],
      },
    ],
  },
)
const transfer = runOf(
  { id: 'transfer', attack: inL2 },
  {
    id: 'transfer',
    cells: [{ from: 'one', to: 'two', ...outcomeShare({ robust: 2, fooled: 0, wrong: 1 }), unperturbed: 1 }],
  },
)

/** By RFC 4180, without what is not used here. */
function parseCsv(text: string): Record<string, string>[] {
  const [head, ...rows] = text
    .trimEnd()
    .split('\r\n')
    .map((line) =>
      [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(
        ([, quoted, plain]) => quoted?.replaceAll('""', '"') ?? (plain as string),
      ),
    )
  return rows.map((row) => Object.fromEntries(row.map((value, i) => [head?.[i], value])))
}

describe('evaluations as CSV', () => {
  it('have a row per point, with everything needed to repeat it', () => {
    const [clean, attacked, nothingYet, ...more] = parseCsv(exportCsv(accuracy))
    expect(more).toEqual([])
    const { low, high } = wilsonInterval(1 / 3, 3)
    expect(attacked).toEqual({
      measure: 'accuracy',
      made_on: 'one',
      model: 'one',
      model_name: 'Natural',
      weights_sha256: 'one hash',
      attack: 'pgd',
      norm: 'linf',
      seed: '4',
      epsilon: String(8 / 255),
      epsilon_255: '8',
      robust: '1',
      fooled: '2',
      wrong: '0',
      zero_gradient: '1',
      unperturbed: '',
      images: '3',
      share: String(1 / 3),
      wilson95_low: String(low),
      wilson95_high: String(high),
    })
    expect(clean).toMatchObject({ epsilon: '0', share: '1', wilson95_high: '1' })
    expect(nothingYet).toMatchObject({ model_name: 'Edge, "sharp"', images: '0', share: '', wilson95_low: '' })
  })

  it('of a matrix name both models, and use /255 in L∞ only', () => {
    expect(parseCsv(exportCsv(transfer))).toEqual([
      expect.objectContaining({
        ...{
          measure: 'transfer',
          made_on: 'one',
          model: 'two',
          norm: 'l2',
          epsilon: '0.5',
          epsilon_255: '',
          robust: '2',
          fooled: '0',
          wrong: '1',
          zero_gradient: '',
          unperturbed: '1',
        },
      }),
    ])
  })

  it('of a search have the robust share at each epsilon', () => {
    expect(parseCsv(exportCsv(minimal))).toEqual([
      expect.objectContaining({
        measure: 'minimalEpsilon',
        epsilon: '0',
        robust: '1',
        wrong: '1',
        images: '2',
        share: '0.5',
      }),
    ])
  })
})

describe('evaluations as JSON', () => {
  it('contain settings, hashes, the environment, and every judgement', () => {
    const read = JSON.parse(exportJson(accuracy))
    expect(read).toMatchObject({
      format: 'gradlens-results',
      formatVersion: 1,
      startedAt: '2026-05-04T09:08:07.000Z',
      secondsComputing: 1,
      status: 'done',
      jobs: { done: 2, total: 2 },
      environments: [environment],
      flags: { one: [] },
    })
    expect(read.plan).toEqual(accuracy.plan)
    expect(read.records).toEqual(accuracy.records)
    expect(read.results).toEqual(accuracy.results)
  })

  it('write null if nothing fools the model', () => {
    const [curve] = JSON.parse(exportJson(minimal)).results.curves
    expect(curve).toMatchObject({ sizes: [0, null], median: null })
  })
})

it('file names tell what was measured, the attack and the time', () => {
  expect([accuracy, minimal, transfer].map(exportName)).toEqual([
    'gradlens-accuracy-pgd-20260504-0908',
    'gradlens-minimal-epsilon-pgd-20260504-0908',
    'gradlens-transfer-pgd-20260504-0908',
  ])
})
