import { useMemo } from 'react'
import type { StatisticsJudge } from '../../store/statistics/statistics'
import { useApp } from '../parts/appContext'
import { useStatistics } from './useStatistics'

/** The evaluation that splits the images: as it stands now, where it is the one that Evaluate shows. */
export function useJudge(): StatisticsJudge | null {
  const judge = useStatistics((statistics) => statistics.judge)
  const current = useApp(({ evaluation }) => (evaluation.run?.id === judge?.evaluation.id ? evaluation.run : null))
  return useMemo(() => judge && { ...judge, evaluation: current ?? judge.evaluation }, [judge, current])
}
