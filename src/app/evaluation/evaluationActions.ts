/** @file What a person can do with evaluations: set, begin, pause, resume, end them, and open images of their own for them. */
import type { OpenedSource } from '../../images/datasets/types'
import type { AppStore } from '../../store/appStore'
import { fromOf } from '../../store/data/dataSource'
import type { EvaluationForm } from '../../store/evaluation/evaluation'
import { DataSource } from '../data/dataSource'
import type { EngineSession } from '../engineSession'
import type { KeptList } from '../runs/keptList'
import { EvaluationRunner } from './evaluationRunner'
import { updateEvaluation } from './evaluationState'
import { offerAttacks } from './offeredAttacks'

export interface EvaluationActions {
  readonly setEvaluation: (change: Partial<EvaluationForm>) => void
  /**
   * Opens labelled images, in place of those open before, and chooses them. Where it fails, all stays as it was, and
   * `EvaluationState.dataSet.error` says why. Returns whether they are open.
   */
  readonly openDataSet: (source: OpenedSource) => Promise<boolean>
  readonly closeDataSet: () => void
  /** Starts a run with the settings of the form, in place of the run before, which stays kept. */
  readonly startEvaluation: () => Promise<void>
  readonly pauseEvaluation: () => void
  /** Goes on with a run that was paused or cancelled, or failed, also before the page was loaded again. */
  readonly resumeEvaluation: () => Promise<void>
  /** Ends a run; what was found stays. */
  readonly cancelEvaluation: () => void
  /** Takes a run off the page; it stays kept. */
  readonly closeEvaluation: () => Promise<void>
}

export function createEvaluationActions(
  store: AppStore,
  session: EngineSession,
  list: KeptList,
): { readonly actions: EvaluationActions; readonly runner: EvaluationRunner } {
  offerAttacks(store, () => session.client)
  const dataSource = new DataSource(store, () => session.client, {
    read: ({ evaluation }) => evaluation.dataSet,
    write: (dataSet) => updateEvaluation(store, () => ({ dataSet })),
  })
  const runner = new EvaluationRunner(store, session, dataSource, list)
  const setEvaluation: EvaluationActions['setEvaluation'] = (change) =>
    updateEvaluation(store, ({ form }) => ({ form: { ...form, ...change }, problem: null }))
  const actions: EvaluationActions = {
    setEvaluation,
    async openDataSet(source) {
      const isOpen = await dataSource.open(source)
      if (isOpen) setEvaluation({ images: fromOf(source) })
      return isOpen
    },
    closeDataSet: () => dataSource.close(),
    startEvaluation: () => runner.start(),
    pauseEvaluation: () => runner.pause(),
    resumeEvaluation: () => runner.resume(),
    cancelEvaluation: () => runner.cancel(),
    closeEvaluation: () => runner.close(),
  }
  return { actions, runner }
}
