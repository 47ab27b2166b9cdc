import type { AppStore } from '../../store/appStore'
import type { EvaluationState } from '../../store/evaluation/evaluation'

/** Replaces part of what the page knows of evaluations. */
export function updateEvaluation(
  store: AppStore,
  update: (evaluation: EvaluationState) => Partial<EvaluationState>,
): void {
  store.setState(({ evaluation }) => ({ evaluation: { ...evaluation, ...update(evaluation) } }))
}
