import { type Selection, selectionOf } from '../../store/statistics/selection'
import type { StatisticsRow } from '../../store/statistics/statisticsRows'
import { useRested } from './useRested'
import { useStatistics } from './useStatistics'

/** How long a dragged range rests until what takes longer than a frame to draw follows, in milliseconds. */
export const REST_MS = 120

const useRanges = () => useStatistics(({ look }) => look.ranges)

/** What is selected of the rows; null without a selection. Changes in every frame of a drag, so only small parts ask. */
export const useSelection = (rows: readonly StatisticsRow[]): Selection | null => selectionOf(rows, useRanges())

/** The same once a dragged range rests, for images and tables. */
export const useRestedSelection = (rows: readonly StatisticsRow[]): Selection | null =>
  selectionOf(rows, useRested(useRanges(), REST_MS))
