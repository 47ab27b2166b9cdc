import type { QuantityId } from '../../engine/quantities/registry'
import type { StatisticsRun } from '../../store/statistics/statistics'
import { useActions, useApp } from '../parts/appContext'
import { RunButton } from './RunButton'

const hasAll = ({ plan }: StatisticsRun, quantities: readonly QuantityId[]): boolean =>
  quantities.every((id) => plan.quantities.includes(id))

/** The statistics that the page shows, or showed before, that have these quantities; null if none are kept. */
export function useStatisticsRun(quantities: readonly QuantityId[]): StatisticsRun | null {
  const run = useApp(({ statistics }) => statistics.run)
  const earlier = useApp(({ statistics }) => statistics.earlier)
  const kept = useApp(({ kept: { entries } }) => entries)
  if (run === null || hasAll(run, quantities)) return run
  return earlier.find((one) => hasAll(one, quantities) && kept.some(({ id }) => id === one.id)) ?? null
}

interface StatisticsButtonProps {
  /** Beside those that every run has. */
  readonly quantities: readonly QuantityId[]
  readonly children: string
}

/** Measures a figure's numbers as a run of statistics. */
export function StatisticsButton({ quantities, children }: StatisticsButtonProps) {
  const { setStatistics } = useActions()
  const isShown = useApp(({ statistics: { run } }) => run !== null && hasAll(run, quantities))
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
