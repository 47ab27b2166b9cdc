import type { Hindrance } from '../../store/engineHindrance'
import { imagesHindrance, modelsHindrance } from '../../store/evaluation/chosenHindrance'
import type { AppState } from '../../store/types'
import { useApp } from '../parts/appContext'

/** Why a run cannot start yet, or null. */
export function statisticsHindrance(state: AppState): Hindrance | null {
  if (state.statistics.starting) return { isWaiting: true, message: 'Starting…' }
  return modelsHindrance(state) ?? imagesHindrance(state)
}

export function useStatisticsStart(): Hindrance | null {
  const message = useApp((state) => statisticsHindrance(state)?.message ?? null)
  const isWaiting = useApp((state) => statisticsHindrance(state)?.isWaiting ?? false)
  return message === null ? null : { isWaiting, message }
}
