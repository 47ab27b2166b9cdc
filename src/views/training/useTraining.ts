import type { TrainingActions } from '../../app/training/trainingActions'
import type { TrainingState } from '../../store/training/training'
import { useActions, useApp } from '../parts/appContext'

export const useTraining = <Part>(select: (training: TrainingState) => Part): Part =>
  useApp((state) => select(state.training))

export const useTrainingActions = (): TrainingActions => useActions()
