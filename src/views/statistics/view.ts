import type { View } from '../parts/view'
import { STATISTICS_COMMANDS } from './commands'
import { StatisticsRail } from './StatisticsRail'
import { StatisticsView } from './StatisticsView'

export const statisticsView: View = {
  id: 'statistics',
  title: 'Statistics',
  Settings: StatisticsRail,
  Content: StatisticsView,
  commands: STATISTICS_COMMANDS,
}
