import { useMemo } from 'react'
import type { StatisticsColumn } from '../../store/statistics/statisticsColumns'
import { type Brush, BrushedFigure } from './BrushedFigure'
import type { Shown } from './shown'
import { CHART_HEIGHT, type RowsChart } from './statisticsCharts'
import { useSelection } from './useSelection'
import { useStatistics, useStatisticsActions } from './useStatistics'

interface SelectableFigureProps extends Pick<Shown, 'rows' | 'number'> {
  /** Memoise it. */
  readonly chart: RowsChart
  readonly label: string
  readonly testId: string
  /** By which a drag selects, too; null: by the number of the horizontal axis alone. */
  readonly against: StatisticsColumn | null
}

/** A chart of the images in which a drag selects some; drawn anew in each of its frames. */
export function SelectableFigure({ chart, rows, number, against, ...named }: SelectableFigureProps) {
  const selection = useSelection(rows)
  const shown = useMemo(() => chart(selection), [chart, selection])
  const x = useStatistics(({ look }) => look.ranges[number.id] ?? null)
  const y = useStatistics(({ look }) => (against === null ? null : (look.ranges[against.id] ?? null)))
  const brush: Brush = useMemo(() => ({ x, y }), [x, y])
  const { selectStatistics, clearStatisticsSelection } = useStatisticsActions()
  function select({ x, y }: Brush): void {
    if (x === null && y === null) clearStatisticsSelection()
    else selectStatistics({ [number.id]: x, ...(against !== null && number.id !== against.id && { [against.id]: y }) })
  }
  return (
    <BrushedFigure
      {...named}
      chart={shown}
      height={CHART_HEIGHT}
      brush={brush}
      axes={against === null ? 'x' : 'xy'}
      onBrush={select}
    />
  )
}
