import { useMemo } from 'react'
import { countOf } from '../../countOf'
import { quantilesOf } from '../../numbers/quantiles'
import type { ValueRange } from '../../store/statistics/statistics'
import { columnValues } from '../../store/statistics/statisticsRows'
import { columnText } from './numberText'
import type { Shown } from './shown'
import { useSelection } from './useSelection'
import { useStatistics, useStatisticsActions } from './useStatistics'

const TAIL = 0.05

/** What is selected, in words, and buttons that select a tail. */
export function SelectionBar({ rows, columns, number, model }: Shown) {
  const ranges = useStatistics(({ look }) => look.ranges)
  const selection = useSelection(rows)
  const { selectStatistics, clearStatisticsSelection } = useStatisticsActions()
  const own = useMemo(
    () =>
      columnValues(
        rows.filter(({ modelId }) => modelId === model.id),
        number.id,
      ),
    [rows, model, number],
  )
  function selectTail(side: 'low' | 'high'): void {
    const [end] = quantilesOf(own, [side === 'low' ? TAIL : 1 - TAIL]) as [number]
    clearStatisticsSelection()
    selectStatistics({
      [number.id]: side === 'low' ? [Number.NEGATIVE_INFINITY, end] : [end, Number.POSITIVE_INFINITY],
    })
  }
  return (
    <div className="selection-bar">
      <p role="status" data-testid="selection">
        {selection !== null ? (
          <>
            <strong>{countOf(selection.images, 'image')} selected</strong>
            {Object.entries(ranges).map(([id, range]) => {
              const column = columns.find((each) => each.id === id)
              return (
                column && (
                  <span key={id}> · {rangeText(column.title, range, (value) => columnText(column, value))}</span>
                )
              )
            })}
          </>
        ) : (
          <span className="muted">Drag over a chart to select images, or take a tail:</span>
        )}
      </p>
      <div className="selection-buttons">
        <button type="button" className="button" disabled={own.length === 0} onClick={() => selectTail('low')}>
          Lowest 5 %
        </button>
        <button type="button" className="button" disabled={own.length === 0} onClick={() => selectTail('high')}>
          Highest 5 %
        </button>
        <button
          type="button"
          className="button"
          disabled={selection === null}
          onClick={() => clearStatisticsSelection()}
        >
          Clear
        </button>
      </div>
    </div>
  )
}

export function rangeText(title: string, [low, high]: ValueRange, write: (value: number) => string): string {
  if (low === Number.NEGATIVE_INFINITY) return `${title} up to ${write(high)}`
  if (high === Number.POSITIVE_INFINITY) return `${title} from ${write(low)}`
  return `${title} ${write(low)} to ${write(high)}`
}
