/** @file The numbers of charts with what they were made with. */
import { axisLabel } from '../../../charts/frame/axes'
import type { Axis, Chart } from '../../../charts/frame/chart'
import type { ExportedFrom } from '../exports/exportedFrom'

const plainAxis = (axis: Axis) =>
  axis.kind === 'names'
    ? { names: axis.names.map(({ name }) => name) }
    : { label: axisLabel({ ...axis, kind: 'linear' }, Number.POSITIVE_INFINITY), scale: axis.kind }

/** @param lines what has to be known to read them */
export function chartJson(charts: readonly Chart[], lines: readonly string[], from: ExportedFrom): string {
  const content = {
    format: 'gradlens-charts',
    formatVersion: 1,
    ...from,
    madeWith: lines,
    charts: charts.map(({ title, subject, x, y, series }) => ({
      ...(subject !== undefined && { title: subject }),
      ...(title !== undefined && { title: title.replaceAll('_', '') }),
      x: plainAxis(x),
      y: plainAxis(y),
      series: series.map(({ name, points }) => ({ name, points })),
    })),
  }
  return `${JSON.stringify(content, null, 1)}\n`
}
