import type { StatisticsActions } from '../../app/statistics/statisticsActions'
import type { StatisticsState } from '../../store/statistics/statistics'
import { useActions, useApp } from '../parts/appContext'

export const useStatistics = <Part>(select: (statistics: StatisticsState) => Part): Part =>
  useApp((state) => select(state.statistics))

export const useStatisticsActions = (): StatisticsActions => useActions()
