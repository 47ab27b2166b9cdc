import { describe, expect, it } from 'vitest'
import { createAppStore } from '../../../store/appStore'
import type { AnyRun } from '../../../store/runs/run'
import type { AppState } from '../../../store/types'
import { accuracyRun } from '../../../testing/panels/accuracy'
import { fixedStatistics } from '../../../testing/panels/fixedStatistics'
import { fixedTraining } from '../../../testing/panels/fixedTraining'
import { minimalEpsilonRun } from '../../../testing/panels/minimalEpsilon'
import { fixedSweep } from '../../../testing/panels/sweep'
import { transferRun } from '../../../testing/panels/transfer'
import { endedKinds } from './runEnd'
import { runEndWords } from './runEndWords'

const state = createAppStore().getState()

const withEvaluation = (change: Partial<AnyRun>, run = accuracyRun.run): AppState => ({
  ...state,
  evaluation: { ...state.evaluation, run: { ...run, ...change } },
})

describe('a run ends', () => {
  const running = withEvaluation({ status: 'running' })

  it('when it is done, and when something stops it', () => {
    expect(endedKinds(running, withEvaluation({ status: 'done' }))).toEqual(['evaluation'])
    expect(endedKinds(running, withEvaluation({ status: 'failed', message: 'The GPU is lost.' }))).toEqual([
      'evaluation',
    ])
    expect(endedKinds(running, withEvaluation({ status: 'paused', message: 'A model is gone.' }))).toEqual([
      'evaluation',
    ])
  })

  it('not by itself when a person pauses, stops or opens another, nor while it runs', () => {
    for (const change of [{ status: 'paused' }, { status: 'stopped' }, { status: 'running' }] as const)
      expect(endedKinds(running, withEvaluation(change))).toEqual([])
    expect(endedKinds(running, withEvaluation({ status: 'done', id: 'another' }))).toEqual([])
    expect(endedKinds(state, withEvaluation({ status: 'done' }))).toEqual([])
  })

  it('once', () => {
    expect(endedKinds(withEvaluation({ status: 'done' }), withEvaluation({ status: 'done' }))).toEqual([])
  })
})

describe('the words of an end', () => {
  it('of accuracies give each model’s at the largest epsilon', () => {
    expect(runEndWords('evaluation', withEvaluation({}))).toBe(
      'The evaluation is done. pgd, L∞ at 8/255: Natural 0.0 % robust, Gradient norm 50.0 % robust, on 10 images.',
    )
  })

  it('of smallest epsilons give the medians', () => {
    expect(runEndWords('evaluation', withEvaluation({}, minimalEpsilonRun.run))).toBe(
      'The evaluation is done. Median of the smallest ε, pgd, L∞: Natural 1.25/255, Gradient norm 10.5/255, on 10 images.',
    )
  })

  it('of transfer give what another model’s perturbations leave', () => {
    expect(runEndWords('evaluation', withEvaluation({}, transferRun.run))).toBe(
      'The evaluation is done. pgd, L∞ at 8/255, made on another model: Natural 40.0 % robust, Gradient norm 70.0 % robust at worst, on 10 images.',
    )
  })

  it('of statistics give the medians of the number that is looked at', () => {
    const words = runEndWords('statistics', { ...state, statistics: fixedStatistics })
    expect(words).toMatch(
      /^The statistics run is done\. Median of ‖∇L‖₁: Natural [\d.]+, Gradient norm [\d.]+, on 24 images\.$/,
    )
  })

  it('of a training give accuracies before and now', () => {
    expect(runEndWords('training', { ...state, training: { ...state.training, run: fixedTraining } })).toBe(
      'The training is done. On held-out images, robust to PGD-10 at 8/255: 5.0 % before, 48.0 % now; right without an attack: 90.0 % before, 83.0 % now.',
    )
  })

  it('of a sweep give the best lambda', () => {
    const sweep = { ...fixedSweep, status: 'done' as const }
    expect(runEndWords('sweep', { ...state, training: { ...state.training, sweep } })).toBe(
      'The sweep over λ is done. The most images are robust to PGD-10 at 8/255 at λ = 0.500: 36.0 %.',
    )
  })

  it('say why a run stopped', () => {
    expect(runEndWords('evaluation', withEvaluation({ status: 'failed', message: 'The GPU is lost.' }))).toBe(
      'The evaluation was stopped by an error. The GPU is lost.',
    )
  })
})
