import type { QuantityId } from '../../engine/quantities/registry'
import type { StatisticsRun } from '../../store/statistics/statistics'
import { useActions, useApp } from '../parts/appContext'
import { RunButton } from './RunButton'

/** The statistics that the page shows, if they have these quantities. */
export function useStatisticsRun(quantities: readonly QuantityId[]): StatisticsRun | null {
  const run = useApp(({ statistics }) => statistics.run)
  return run !== null && quantities.every((id) => run.plan.quantities.includes(id)) ? run : null
}

interface StatisticsButtonProps {
  /** Beside those that every run has. */
  readonly quantities: readonly QuantityId[]
  readonly isShown: boolean
  readonly children: string
}

/** Measures a figure's numbers as a run of statistics. */
export function StatisticsButton({ quantities, isShown, children }: StatisticsButtonProps) {
  const { setStatistics } = useActions()
  return (
    <RunButton kind="statistics" settle={() => setStatistics({ isAttacked: false, quantities })} isShown={isShown}>
      {children}
    </RunButton>
  )
}

/** The settings of a run, for exports. */
export const statisticsLines = ({ plan: { models, indices, source } }: StatisticsRun): string[] => [
  `models: ${models.map(({ id }) => id).join(', ')}`,
  `images: ${indices.length.toLocaleString('en')} of ${source.kind === 'gallery' ? 'the gallery' : source.dataSet.name}`,
]
