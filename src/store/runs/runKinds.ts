/** @file Where the run of each kind and its images are in the state. */
import type { OpenDataSet, RememberedDataSet } from '../data/dataSource'
import type { EvaluationRun } from '../evaluation/evaluation'
import type { StatisticsRun } from '../statistics/statistics'
import type { LambdaSweep, TrainingRun } from '../training/training'
import type { AppState } from '../types'
import type { RunKind } from './kept'
import { isMoving, type ShownRun } from './run'

export interface Runs {
  readonly evaluation: EvaluationRun
  readonly statistics: StatisticsRun
  readonly training: TrainingRun
  readonly sweep: LambdaSweep
}

interface RunPlace<Kind extends RunKind> {
  readonly state: (state: AppState) => ShownRun<Runs[Kind]>
  /** The labelled images that it needs; null if it needs none that a person opens. */
  readonly dataSet: (run: Runs[Kind]) => RememberedDataSet | null
  /** The images that a person has opened for it. */
  readonly opened: (state: AppState) => OpenDataSet
  /** Whether a run of another kind occupies its place in the engine. */
  readonly isHindered: (state: AppState) => boolean
}

export const RUN_KINDS: { readonly [Kind in RunKind]: RunPlace<Kind> } = {
  evaluation: {
    state: ({ evaluation }) => evaluation,
    dataSet: ({ plan: { source } }) => (source.kind === 'dataSet' ? source.dataSet : null),
    opened: ({ evaluation }) => evaluation.dataSet,
    isHindered: () => false,
  },
  statistics: {
    state: ({ statistics }) => statistics,
    dataSet: ({ plan: { source } }) => (source.kind === 'dataSet' ? source.dataSet : null),
    // The images that evaluations offer, which are chosen once for both.
    opened: ({ evaluation }) => evaluation.dataSet,
    isHindered: () => false,
  },
  training: {
    state: ({ training }) => training,
    dataSet: ({ data }) => data.dataSet,
    opened: ({ training }) => training.data,
    isHindered: ({ training }) => isMoving(training.sweep),
  },
  sweep: {
    state: ({ training: { sweep, isSweepElsewhere, problem, starting } }) => ({
      run: sweep,
      isElsewhere: isSweepElsewhere,
      problem,
      starting,
    }),
    dataSet: ({ plan }) => plan.data.dataSet,
    opened: ({ training }) => training.data,
    isHindered: ({ training }) => isMoving(training.run),
  },
}

/** Whether the run's images have to be downloaded again, which takes a person's click. */
export function needsDownload<Kind extends RunKind>(kind: Kind, run: Runs[Kind]): boolean {
  const dataSet = RUN_KINDS[kind].dataSet(run)
  return run.needsData === true && dataSet !== null && 'hub' in dataSet.origin
}
