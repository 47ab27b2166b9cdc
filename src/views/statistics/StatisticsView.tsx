import { KeptEntries } from '../parts/runs/KeptEntries'
import { EmptyStatistics } from './EmptyStatistics'
import { StatisticsResults } from './StatisticsResults'
import { useStatistics } from './useStatistics'

const KINDS = ['statistics'] as const

/** The current run, or an invitation to start one, and the earlier runs. */
export function StatisticsView() {
  const run = useStatistics((statistics) => statistics.run)
  return (
    <section className="evaluation statistics" aria-label="Statistics">
      {run === null ? <EmptyStatistics /> : <StatisticsResults key={run.id} run={run} />}
      <KeptEntries title="Earlier statistics" kinds={KINDS} />
    </section>
  )
}
