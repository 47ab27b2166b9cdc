import { lazyPart } from '../parts/lazyPart'
import type { View } from '../parts/view'
import { STATISTICS_COMMANDS } from './commands'

export const statisticsView: View = {
  id: 'statistics',
  title: 'Statistics',
  Settings: lazyPart(async () => (await import('./StatisticsRail')).StatisticsRail),
  Content: lazyPart(async () => (await import('./StatisticsView')).StatisticsView),
  commands: STATISTICS_COMMANDS,
}
