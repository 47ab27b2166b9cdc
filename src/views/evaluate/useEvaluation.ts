import type { DataFile } from '../../pictures/datasets/types'
import type { EvaluationForm, EvaluationState } from '../../store/evaluation'
import { useActions, useApp } from '../appContext'

export const useEvaluation = <Part>(select: (evaluation: EvaluationState) => Part): Part =>
  useApp((state) => select(state.evaluation))

export interface EvaluationActions {
  readonly setEvaluation: (change: Partial<EvaluationForm>) => void
  readonly openDataSet: (files: readonly DataFile[]) => Promise<void> | void
  readonly closeDataSet: () => Promise<void> | void
  readonly startEvaluation: () => Promise<void> | void
  readonly pauseEvaluation: () => Promise<void> | void
  readonly resumeEvaluation: () => Promise<void> | void
  readonly cancelEvaluation: () => Promise<void> | void
  readonly dismissEvaluation: () => Promise<void> | void
}

export const useEvaluationActions = (): EvaluationActions => useActions() as unknown as EvaluationActions
