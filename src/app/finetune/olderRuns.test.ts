import { expect, it } from 'vitest'
import type { FinetuneRun, LambdaSweep } from '../../store/finetune'
import { upgradeRun, upgradeSweep } from './olderRuns'

const means = { meanLoss: 0.5, meanGradientL1: 12, meanEdgeAlignment: 0.3 }
const older = { pictures: 200, correct: 180, held: 60, ...means }
const newer = { pictures: 200, robust: 60, fooled: 120, wrong: 20, ...means }

it('a training keeps all that was measured, by how the attack ended', () => {
  const run = { id: 'run', step: 8, evaluations: [{ step: 0, ...older }] } as unknown as FinetuneRun
  expect(upgradeRun(run)).toEqual({ id: 'run', step: 8, evaluations: [{ step: 0, ...newer }] })
})

it('so does a sweep, of which some is not measured yet', () => {
  const entries = [
    { lambda: 1, figures: older },
    { lambda: 2, figures: null },
  ]
  const sweep = { status: 'stopped', before: older, entries } as unknown as LambdaSweep
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
