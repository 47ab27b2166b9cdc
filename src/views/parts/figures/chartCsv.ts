/** @file The numbers of charts as a table, a row a point. */
import { axisLabel } from '../../../charts/frame/axes'
import type { Axis, Chart } from '../../../charts/frame/chart'
import { csv } from '../../../store/csv'

const COLUMNS = ['chart', 'series', 'x_axis', 'x', 'y_axis', 'y', 'low', 'high'] as const

/** Of rows that stand below each other alone, the place has no name, and is left out. */
const labelOf = (axis: Axis): string =>
  axis.kind === 'names' ? '' : axisLabel({ ...axis, kind: 'linear' }, Number.POSITIVE_INFINITY)

export function chartCsv(charts: readonly Chart[]): string {
  const rows = charts.flatMap(({ title, subject, x, y, series }) =>
    series.flatMap(({ name, points }) =>
      points.map((point) => ({
        chart: subject ?? (title ?? labelOf(y)).replaceAll('_', ''),
        series: name,
        x_axis: labelOf(x),
        x: point.x,
        y_axis: labelOf(y),
        y: y.kind === 'names' ? null : point.y,
        low: point.low ?? null,
        high: point.high ?? null,
      })),
    ),
  )
  return csv(COLUMNS, rows)
}
