/** @file Where the plot lies in a chart, and the scales of its axes. */
import { scaleLinear, scaleLog, scaleSymlog } from 'd3'
import type { Axis, Chart, ChartSize, Plot } from './chart'

type Framed = Pick<Chart, 'x' | 'y' | 'title' | 'subject' | 'endLabels' | 'rightRoom' | 'isCompact'>

/** Around the plot where nothing else is said. */
const MARGIN = { top: 22, right: 16, bottom: 38, left: 40 }
const COMPACT_BOTTOM = 32
/** Under a chart whose horizontal axis has its label in the chart's title. */
const UNLABELLED_BOTTOM = 24
/** Of names above the columns, and of what is left below them. */
const COLUMNS = { top: 56, bottom: 8 }
/** Of names before the rows: at most so many pixels, and such a share of the chart. */
const ROWS = { most: 180, share: 0.28 }
const NAMELESS_LEFT = 8

const hasShownNames = (axis: Axis): boolean => axis.kind === 'names' && axis.isShown

/** Whether a chart of a width has room to name its series at their ends. */
export const hasEndLabels = ({ endLabels }: Pick<Chart, 'endLabels'>, width: number): boolean =>
  endLabels !== undefined && width >= (endLabels.from ?? 0)

function marginOf(chart: Framed, width: number) {
  const { x, y, endLabels, rightRoom = MARGIN.right, isCompact = false } = chart
  const labelled = isCompact ? COMPACT_BOTTOM : MARGIN.bottom
  const rowsLeft = hasShownNames(y) ? Math.min(ROWS.most, ROWS.share * width) : NAMELESS_LEFT
  return {
    top: hasShownNames(x) ? COLUMNS.top : (chart.title ?? chart.subject) === undefined ? MARGIN.top : MARGIN.top - 2,
    bottom: hasShownNames(x) ? COLUMNS.bottom : x.label === '' ? UNLABELLED_BOTTOM : labelled,
    left: y.kind === 'names' ? rowsLeft : MARGIN.left,
    right: endLabels !== undefined && hasEndLabels(chart, width) ? endLabels.room : hasShownNames(x) ? 0 : rightRoom,
  }
}

function scaleOf(axis: Axis): Plot['x'] {
  if (axis.kind === 'names') return scaleLinear([0, Math.max(1, axis.names.length)], [0, 1])
  // What has no place on a log axis, such as 0, stands at its end.
  if (axis.kind === 'log') return scaleLog(axis.domain, [0, 1]).clamp(true)
  return axis.kind === 'symlog' ? scaleSymlog(axis.domain, [0, 1]) : scaleLinear(axis.domain, [0, 1])
}

export function plotOf(chart: Framed, { width, height }: ChartSize): Plot {
  const margin = marginOf(chart, width)
  const [left, right] = [margin.left, width - margin.right]
  const [top, bottom] = [margin.top, height - margin.bottom]
  // Rows go downwards, numbers upwards.
  const upwards = chart.y.kind === 'names' ? [top, bottom] : [bottom, top]
  return { x: scaleOf(chart.x).range([left, right]), y: scaleOf(chart.y).range(upwards), left, right, top, bottom }
}

/** Pixels that a chart takes: those of its rows, or what is usual for it. */
export function heightOf(chart: Framed, usual: number): number {
  if (chart.y.kind !== 'names' || chart.y.spacing === undefined) return usual
  const { top, bottom } = marginOf(chart, 0)
  return top + chart.y.names.length * chart.y.spacing + bottom
}
