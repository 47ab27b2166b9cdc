/** @file What a person can do with evaluations: set, begin, pause, resume, end them, and open pictures of their own for them. */
import type { DataFile } from '../../pictures/datasets/types'
import type { AppStore } from '../../store/appStore'
import type { EvaluationForm } from '../../store/evaluation'
import type { EngineSession } from '../engineSession'
import { EvaluationRunner } from './evaluationRunner'
import { updateEvaluation } from './evaluationState'
import { offerAttacks } from './offeredAttacks'
import { OwnDataSet } from './ownDataSet'
import type { RunStorage } from './runStorage'

export interface EvaluationActions {
  readonly setEvaluation: (change: Partial<EvaluationForm>) => void
  /** Opens a person's own labelled pictures, in place of those open before. */
  readonly openDataSet: (files: readonly DataFile[]) => Promise<void>
  readonly closeDataSet: () => void
  /** With what is set, in place of the run before. */
  readonly startEvaluation: () => Promise<void>
  readonly pauseEvaluation: () => void
  /** Goes on with a run that was paused, or failed, also before the page was loaded again. */
  readonly resumeEvaluation: () => Promise<void>
  /** Ends a run; what was found stays. */
  readonly cancelEvaluation: () => void
  /** Takes a run and what it found off the page. */
  readonly dismissEvaluation: () => void
}

export function createEvaluationActions(
  store: AppStore,
  session: EngineSession,
  storage: RunStorage,
): EvaluationActions {
  offerAttacks(store, () => session.client)
  const dataSet = new OwnDataSet(store, () => session.client)
  const runner = new EvaluationRunner(store, session, dataSet, storage)
  return {
    setEvaluation: (change) => updateEvaluation(store, ({ form }) => ({ form: { ...form, ...change }, problem: null })),
    openDataSet: (files) => dataSet.open(files),
    closeDataSet: () => dataSet.close(),
    startEvaluation: () => runner.start(),
    pauseEvaluation: () => runner.pause(),
    resumeEvaluation: () => runner.resume(),
    cancelEvaluation: () => runner.cancel(),
    dismissEvaluation: () => runner.dismiss(),
  }
}
