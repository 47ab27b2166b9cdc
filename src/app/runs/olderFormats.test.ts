import { expect, it } from 'vitest'
import type { Judgement } from '../../engine/evaluation/types'
import type { EvaluationRun } from '../../store/evaluation/evaluation'
import type { LambdaSweep, TrainingRun } from '../../store/training/training'
import { begin, createEvaluationApp, run, untilStatus } from '../../testing/evaluationApp'
import { upgraded, upgradeEvaluation, upgradeRun, upgradeSweep } from './olderFormats'

const means = { meanLoss: 0.5, meanGradientL1: 12, meanEdgeAlignment: 0.3 }
const olderFigures = { images: 200, correct: 180, held: 60, ...means }
const newer = { images: 200, robust: 60, fooled: 120, wrong: 20, ...means }

it('a training of an older format keeps its measurements, by how the attack ended', () => {
  const run = { id: 'run', step: 8, evaluations: [{ step: 0, ...olderFigures }] } as unknown as TrainingRun
  expect(upgradeRun(run)).toEqual({ id: 'run', step: 8, evaluations: [{ step: 0, ...newer }] })
})

it('so does a sweep that is only partly measured', () => {
  const entries = [
    { lambda: 1, figures: olderFigures },
    { lambda: 2, figures: null },
  ]
  const sweep = { status: 'stopped', before: olderFigures, entries } as unknown as LambdaSweep
  expect(upgradeSweep(sweep)).toEqual({
    status: 'stopped',
    before: newer,
    entries: [
      { lambda: 1, figures: newer },
      { lambda: 2, figures: null },
    ],
  })
  expect(upgradeSweep({ ...sweep, before: null, entries: [] })).toMatchObject({ before: null, entries: [] })
})

/** As the release before kept it. */
function older({ plan, records, ...rest }: EvaluationRun): EvaluationRun {
  const words = { robust: 'held', fooled: 'fallen', wrong: 'wrong' }
  const outcomes = records.map(({ outcome, ...record }) => {
    const { indices, verdicts, sizes, fooledBy } = outcome as Judgement
    return { ...record, outcome: { indices, verdicts: verdicts.map((name) => words[name]), sizes, felledBy: fooledBy } }
  })
  return { ...rest, plan: { ...plan, formatVersion: 2 }, records: outcomes } as unknown as EvaluationRun
}

it('an evaluation of an older format keeps every verdict under today’s names', async () => {
  const app = createEvaluationApp()
  await begin(app)
  await untilStatus(app, 'done')
  const found = run(app)
  expect(upgradeEvaluation(older(found))).toEqual(found)
  expect(upgraded('evaluation', 2, older(found))).toEqual(found)
  expect(upgraded('evaluation', 1, older(found))).toBeNull()
})

it('an older transfer run that lacks the clean errors keeps its plan, to be run again', async () => {
  const app = createEvaluationApp()
  await begin(app, { measure: 'transfer', flags: null })
  await untilStatus(app, 'done')
  const found = run(app)
  const kept = { ...found, plan: { ...found.plan, formatVersion: 2 } } as unknown as EvaluationRun
  expect(upgradeEvaluation(kept)).toMatchObject({ id: found.id, status: 'stopped', records: [], plan: found.plan })
})
