import type { AppStore } from '../../store/appStore'
import type { EvaluationRun, EvaluationState } from '../../store/evaluation/evaluation'

/** Replaces part of what the page knows of evaluations. */
export function updateEvaluation(
  store: AppStore,
  update: (evaluation: EvaluationState) => Partial<EvaluationState>,
): void {
  store.setState(({ evaluation }) => ({ evaluation: { ...evaluation, ...update(evaluation) } }))
}

/** Replaces part of the run; without effect where there is none. */
export function updateRun(store: AppStore, update: (run: EvaluationRun) => Partial<EvaluationRun>): void {
  updateEvaluation(store, ({ run }) => (run === null ? {} : { run: { ...run, ...update(run) } }))
}
