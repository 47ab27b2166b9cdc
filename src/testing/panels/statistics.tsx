import { StatisticsResults } from '../../views/statistics/StatisticsResults'
import { fixedStatistics, fixedStatisticsRun } from './fixedStatistics'
import { PanelFrame } from './PanelFrame'
import type { Panel } from './types'

export const statisticsPanel: Panel = {
  title: 'Statistics over many images',
  content: (
    <PanelFrame state={{ statistics: fixedStatistics }}>
      <StatisticsResults run={fixedStatisticsRun} />
    </PanelFrame>
  ),
}
