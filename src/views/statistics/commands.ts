/** @file The commands of statistics. */
import type { CommandGroup } from '../parts/commands/command'
import { runGroup } from '../parts/runs/runCommands'
import { statisticsHindrance } from './useStatisticsStart'

export const STATISTICS_COMMANDS: readonly CommandGroup[] = [
  runGroup({
    kind: 'statistics',
    title: 'Statistics',
    startName: 'Measure the images',
    isHindered: (state) => statisticsHindrance(state) !== null,
  }),
]
