import { countOf } from '../../countOf'
import { largestOf } from '../../numbers/extremes'
import { whole } from '../parts/format'
import { RunHead } from '../parts/runs/RunHead'
import type { Shown } from './shown'
import { statisticsFacts } from './statisticsWords'

/** What was measured, and with what settings. */
export function StatisticsHead({ run, rows, models, judge }: Shown) {
  const { progress, plan } = run
  const measured = largestOf(
    models.map(({ id }) => rows.filter(({ modelId }) => modelId === id).length),
    0,
  )
  return (
    <RunHead
      kind="statistics"
      title="Statistics of gradients"
      about={`${whole(measured)} of ${countOf(plan.indices.length, 'image')}`}
      shareDone={progress.total === 0 ? 0 : (progress.done + progress.share) / progress.total}
      facts={statisticsFacts({ run, judge, rows })}
    />
  )
}
