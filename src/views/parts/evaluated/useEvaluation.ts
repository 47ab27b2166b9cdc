import type { EvaluationActions } from '../../../app/evaluation/evaluationActions'
import type { EvaluationState } from '../../../store/evaluation/evaluation'
import { useActions, useApp } from '../appContext'

export const useEvaluation = <Part>(select: (evaluation: EvaluationState) => Part): Part =>
  useApp((state) => select(state.evaluation))

export const useEvaluationActions = (): EvaluationActions => useActions()
