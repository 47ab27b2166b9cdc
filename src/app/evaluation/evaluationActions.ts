/** @file What a person can do with evaluations beyond the verbs of all runs: settings, and their own images. */
import type { OpenedSource } from '../../images/datasets/types'
import type { AppStore } from '../../store/appStore'
import { fromOf } from '../../store/data/dataSource'
import type { EvaluationForm } from '../../store/evaluation/evaluation'
import { formOf } from '../../store/evaluation/evaluationChoices'
import { MAX_OVERLAY } from '../../store/evaluation/overlay'
import { DataSource } from '../data/dataSource'
import type { EngineSession } from '../engineSession'
import type { KeptList } from '../runs/keptList'
import { ResumableRun } from '../runs/resumableRun'
import { EvaluationDriver } from './evaluationDriver'
import { updateEvaluation } from './evaluationState'
import { loadLaidOverRuns } from './laidOverRuns'
import { offerAttacks } from './offeredAttacks'

export interface EvaluationActions {
  readonly setEvaluation: (change: Partial<EvaluationForm>) => void
  /**
   * Opens labelled images, replacing those open before, and chooses them. If this fails, nothing changes and
   * `EvaluationState.dataSet.error` says why. Returns whether they are open.
   */
  readonly openDataSet: (source: OpenedSource) => Promise<boolean>
  readonly closeDataSet: () => void
  /** Lays a kept run over the one that is shown, or takes it away again. */
  readonly overlayRun: (id: string, isOverlaid: boolean) => void
}

export function createEvaluationActions(
  store: AppStore,
  session: EngineSession,
  list: KeptList,
): { readonly actions: EvaluationActions; readonly run: ResumableRun<'evaluation'>; readonly dataSource: DataSource } {
  offerAttacks(store, () => session.client)
  loadLaidOverRuns(store, list)
  const dataSource = new DataSource(store, () => session.client, {
    read: ({ evaluation }) => evaluation.dataSet,
    write: (dataSet) => updateEvaluation(store, () => ({ dataSet })),
  })
  const run = new ResumableRun(new EvaluationDriver(store, session, dataSource), { store, session, list, dataSource })
  void run.restored.then(() => {
    const { run: shown } = run
    updateEvaluation(store, ({ form }) => ({
      form: shown === null ? form : formOf(shown.plan, form),
      isRestored: true,
    }))
  })
  const setEvaluation: EvaluationActions['setEvaluation'] = (change) =>
    updateEvaluation(store, ({ form, missingModels }) => ({
      form: { ...form, ...change },
      missingModels: 'modelIds' in change ? [] : missingModels,
      problem: null,
    }))
  const actions: EvaluationActions = {
    setEvaluation,
    async openDataSet(source) {
      const isOpen = await dataSource.open(source)
      if (isOpen) setEvaluation({ images: fromOf(source) })
      return isOpen
    },
    closeDataSet: () => dataSource.close(),
    overlayRun: (id, isOverlaid) =>
      updateEvaluation(store, ({ overlay }) => {
        const others = overlay.filter((other) => other !== id)
        return { overlay: isOverlaid ? [...others, id].slice(-MAX_OVERLAY) : others }
      }),
  }
  return { actions, run, dataSource }
}
