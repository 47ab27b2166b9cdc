import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { fixedRun, judged } from '../../testing/panels/fixedEvaluation'
import { fixedStatisticsRun } from '../../testing/panels/fixedStatistics'
import { eps255, toEps01 } from '../../units'
import type { EvaluationRun } from '../evaluation/evaluation'
import { tally } from '../evaluation/evaluationTally'
import type { StatisticsRun } from './statistics'
import { statisticsCsv, statisticsJson } from './statisticsExport'
import { countUnjudged, judgeAt, judgedRows, judgeEpsilons, judgeHindrance } from './statisticsJudge'
import { rowsOf, type StatisticsRow } from './statisticsRows'

const at = (size: number) => toEps01(eps255(size))
const attack = fixedStatisticsRun.plan.attack ?? expect.fail('there is an attack')

const weighed = <Run extends EvaluationRun | StatisticsRun>(run: Run): Run => ({
  ...run,
  plan: { ...run.plan, models: run.plan.models.map((model) => ({ ...model, sha256: `weights of ${model.id}` })) },
})

/** Of 24 images on two models. */
const STATISTICS = weighed(fixedStatisticsRun)

/** Of the first ten of these images; at 4/255 and, where robust there, at 8/255. */
const ACCURACY = weighed(
  fixedRun({ id: 'accuracy', attack, epsilons: [at(4), at(8)] }, [
    judged('natural', 0, 'wrffrrwrrr', [0, null, 4, 4, null, null, 0, null, null, null]),
    judged('natural', 1, '-r--fr-frr', [null, 8, null, 8, null, null]),
    judged('robust', 0, 'rrrrrrrrrw', [null, null, null, null, null, null, null, null, null, 0]),
  ]).run,
)

const LETTERS = { r: 'robust', f: 'fooled', w: 'wrong' } as const
const outcomes = (rows: readonly StatisticsRow[], modelId: string) =>
  rows.filter((row) => row.modelId === modelId).map(({ outcome }) => outcome)
const expected = (letters: string) => [
  ...[...letters].map((letter) => LETTERS[letter as keyof typeof LETTERS] ?? null),
  ...new Array(24 - letters.length).fill(null),
]
const split = (evaluation: EvaluationRun, size: number, of = STATISTICS) =>
  judgedRows(of, rowsOf(of), judgeAt(evaluation, at(size)))

describe('images of statistics that an evaluation splits', () => {
  it('have its outcomes at its epsilon, and those that it lacks are not judged', () => {
    expect(outcomes(split(ACCURACY, 4), 'natural')).toEqual(expected('wrffrrwrrr'))
    expect(outcomes(split(ACCURACY, 8), 'natural')).toEqual(expected('wrfffrwfrr'))
    expect(outcomes(split(ACCURACY, 4), 'robust')).toEqual(expected('rrrrrrrrrw'))
    // Its block at 8/255 is still to be judged.
    expect(outcomes(split(ACCURACY, 8), 'robust')).toEqual(expected(''))
    expect(countUnjudged(split(ACCURACY, 4))).toBe(28)
  })

  it('are known by their gallery’s ids, wherever they stand in either run', () => {
    const { source } = STATISTICS.plan
    const ids = source.kind === 'gallery' ? source.ids.toReversed() : []
    const turned = { ...STATISTICS, plan: { ...STATISTICS.plan, source: { kind: 'gallery' as const, ids } } }
    expect(outcomes(split(ACCURACY, 4, turned), 'natural')).toEqual(expected('wrffrrwrrr').reverse())
  })

  it('are split at any size of a search', () => {
    const search = weighed(
      fixedRun({ id: 'minimalEpsilon', attack, search: { start: at(4), doublings: 1, bisections: 0 } }, [
        judged('natural', 0, 'wrffrrrrrr', [0, null, 3, 4, null, null, null, null, null, null]),
        judged('natural', 1, '-r--frrrrr', [null, 7, null, null, null, null, null]),
      ]).run,
    )
    expect(judgeEpsilons(search)).toEqual([at(4), at(8)])
    expect(outcomes(split(search, 4), 'natural')).toEqual(expected('wrffrrrrrr'))
    expect(outcomes(split(search, 8), 'natural')).toEqual(expected('wrfffrrrrr'))
  })

  it('are as many with each outcome as the curve of a real run counts', () => {
    const text = readFileSync(new URL('../../plans/goldens/results.json', import.meta.url), 'utf8')
    const evaluation = JSON.parse(text) as EvaluationRun
    const { plan, records } = evaluation
    const results = tally(plan, records)
    if (results.id !== 'accuracy') return expect.fail('it is no curve')
    for (const { modelId, points } of results.curves) {
      for (const { epsilon, robust, fooled, wrong } of points.slice(1)) {
        const rows = plan.indices.map(
          (index): StatisticsRow => ({
            ...{ modelId, index, label: 0, predicted: 0, outcome: null, values: {} },
          }),
        )
        const run = { plan: { ...fixedStatisticsRun.plan, models: plan.models, source: plan.source } }
        const found = judgedRows(run, rows, judgeAt(evaluation, epsilon)).map(({ outcome }) => outcome)
        const count = (wanted: string) => found.filter((outcome) => outcome === wanted).length
        expect([count('robust'), count('fooled'), count('wrong')]).toEqual([robust, fooled, wrong])
      }
    }
  })

  it('are matched by weights, so that other weights of the same name are not judged', () => {
    const models = STATISTICS.plan.models.map((model) => ({ ...model, id: `my ${model.id}` }))
    const renamed = {
      plan: { ...STATISTICS.plan, models },
      records: STATISTICS.records.map((record) => ({ ...record, modelId: `my ${record.modelId}` })),
    }
    const rows = judgedRows(renamed, rowsOf(renamed), judgeAt(ACCURACY, at(4)))
    expect(outcomes(rows, 'my natural')).toEqual(expected('wrffrrwrrr'))
    const [first, second] = STATISTICS.plan.models
    const other = { ...STATISTICS, plan: { ...STATISTICS.plan, models: [{ ...first, sha256: 'others' }, second] } }
    expect(outcomes(split(ACCURACY, 4, other as StatisticsRun), 'natural')).toEqual(expected(''))
    expect(outcomes(split(ACCURACY, 4, other as StatisticsRun), 'robust')).toEqual(expected('rrrrrrrrrw'))
  })
})

describe('an evaluation that cannot split images', () => {
  it('says why in a sentence', () => {
    expect(judgeHindrance(STATISTICS, ACCURACY)).toBeNull()
    expect(judgeHindrance(STATISTICS, fixedRun({ id: 'transfer', attack }, []).run)).toContain('choose one of accuracy')
    expect(judgeHindrance(STATISTICS, fixedRun({ id: 'accuracy', attack, epsilons: [at(8)] }, []).run)).toContain(
      'weights',
    )
    const dataSet = { kind: 'dataSet' } as StatisticsRun['plan']['source']
    const elsewhere = { ...STATISTICS, plan: { ...STATISTICS.plan, source: dataSet } }
    expect(judgeHindrance(elsewhere, ACCURACY)).toContain('other images')
  })
})

describe('exports of statistics that an evaluation splits', () => {
  it('name it, and keep the run’s own outcomes', () => {
    const judge = judgeAt(ACCURACY, at(8))
    expect(judge.epsilon).toBe(at(8))
    expect(judgeAt(ACCURACY, at(300)).epsilon).toBe(at(8))
    const [head, ...lines] = statisticsCsv(STATISTICS, judge).trim().split('\r\n')
    const names = head?.split(',') ?? []
    const cells = (line: string | undefined, name: string) => line?.split(',')[names.indexOf(name)]
    expect([cells(lines[4], 'outcome'), cells(lines[4], 'evaluated')]).toEqual(['fooled', 'fooled'])
    expect([cells(lines[5], 'outcome'), cells(lines[5], 'evaluated')]).toEqual(['fooled', 'robust'])
    expect(cells(lines[20], 'evaluated')).toBe('not judged')
    const json = JSON.parse(statisticsJson(STATISTICS, judge))
    expect(json.evaluated).toMatchObject({ epsilon: at(8), evaluation: { id: 'accuracy', attack: { id: 'pgd' } } })
    expect(json.evaluated.outcomes[5]).toEqual({ modelId: 'natural', index: 5, outcome: 'robust' })
    expect(json.records[0].found.outcomes).toEqual(STATISTICS.records[0]?.found.outcomes)
    expect(JSON.parse(statisticsJson(STATISTICS)).evaluated).toBeUndefined()
  })
})
