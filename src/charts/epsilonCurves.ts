/** @file Share of images that are robust, against epsilon: measured points joined by lines, or the steps of a survival curve. */
import { area, axisBottom, bisectRight, curveLinear, curveStepAfter, format, line, scaleLinear, select } from 'd3'
import { drawAccuracyAxes } from './accuracyAxes'
import { labelHeights, shortened } from './labels'
import type { ChartSize } from './lossChart'

export interface EpsilonPoint {
  /** As it is shown: in /255, or plain. */
  readonly epsilon: number
  /** All three in [0, 1]. */
  readonly share: number
  readonly low: number
  readonly high: number
}

export interface EpsilonSeries {
  readonly id: string
  readonly name: string
  readonly color: string
  /** By epsilon, ascending. */
  readonly points: readonly EpsilonPoint[]
  /** Where the curve crosses one half, marked; null for none. */
  readonly median: number | null
}

export interface EpsilonChart {
  readonly series: readonly EpsilonSeries[]
  /** `points`: straight between what was measured. `steps`: constant up to the next change. */
  readonly form: 'points' | 'steps'
  /** Right end of the axis. */
  readonly highest: number
  /** Epsilons that the axis names where there is room; round numbers where there are none. */
  readonly named: readonly number[]
  readonly xTitle: string
  readonly yTitle: string
  /** The epsilon that is looked at, or null. */
  readonly looked: number | null
  /** Id of the highlighted series, or null. */
  readonly emphasised: string | null
}

const MARGIN = { top: 22, right: 16, bottom: 38, left: 40 }
/** Room for the names at the curves' ends, if the chart is wide enough for them. */
const NAMES = { width: 160, from: 620 }
/** Pixels between two names of epsilons. */
const TICK_ROOM = 26
/** Pixels between the whiskers of two series at one epsilon. */
const DODGE = 7

const hasNames = (width: number): boolean => width >= NAMES.from

/** What a name beside its curve has. */
const NAME_ROOM = NAMES.width - 18

/** Whether a chart of a width names all of its curves in full, so that it needs no legend. */
export const namesFit = (series: readonly Pick<EpsilonSeries, 'name'>[], width: number): boolean =>
  hasNames(width) && series.every(({ name }) => shortened(name, NAME_ROOM) === name)

export function epsilonScales({ highest }: Pick<EpsilonChart, 'highest'>, { width, height }: ChartSize) {
  const right = hasNames(width) ? NAMES.width : MARGIN.right
  return {
    x: scaleLinear([0, highest], [MARGIN.left, width - right]),
    y: scaleLinear([0, 100], [height - MARGIN.bottom, MARGIN.top]),
  }
}

/** What a series says of an epsilon: the measured point there, or the step that it lies on; undefined where it says nothing. */
export function pointAt({ form }: Pick<EpsilonChart, 'form'>, points: readonly EpsilonPoint[], epsilon: number) {
  if (form === 'points') return points.find((point) => point.epsilon === epsilon)
  return points[
    bisectRight(
      points.map((point) => point.epsilon),
      epsilon,
    ) - 1
  ]
}

/** Of the measured epsilons the one nearest to a place on the axis; on steps every place is one. null without points. */
export function nearestEpsilon({ form, series, highest }: EpsilonChart, place: number): number | null {
  const within = Math.min(highest, Math.max(0, place))
  if (series.every(({ points }) => points.length === 0)) return null
  if (form === 'steps') return within
  const all = measuredEpsilons(series)
  return all.reduce((best, epsilon) => (Math.abs(epsilon - within) < Math.abs(best - within) ? epsilon : best))
}

/** Every epsilon at which some series has a point, ascending. */
export const measuredEpsilons = (series: readonly EpsilonSeries[]): number[] =>
  [...new Set(series.flatMap(({ points }) => points.map(({ epsilon }) => epsilon)))].sort((a, b) => a - b)

export function drawEpsilonChart(svg: SVGSVGElement, chart: EpsilonChart, size: ChartSize): void {
  const { width } = size
  const { x, y } = epsilonScales(chart, size)
  const [left = 0, right = width] = x.range()
  const bottom = axisBottom(x)
  if (chart.named.length === 0) bottom.ticks(Math.max(3, Math.min(9, (right - left) / 60)))
  else bottom.tickValues(epsilonTicks(chart.named, x)).tickFormat(format('~g'))
  drawAccuracyAxes(svg, { x, y, bottom, xTitle: chart.xTitle, yTitle: chart.yTitle }, size)

  if (chart.series.some(({ median }) => median !== null)) {
    select(svg)
      .append('line')
      .attr('class', 'reference')
      .attr('x1', left)
      .attr('x2', right)
      .attr('y1', y(50))
      .attr('y2', y(50))
  }
  for (const series of chart.series) drawBand(svg, chart, series, size)
  for (const series of chart.series) drawCurve(svg, chart, series, size)
  if (hasNames(width)) drawNames(svg, chart, size)
  if (chart.looked !== null) drawCrosshair(svg, chart, chart.looked, size)
}

/** 0 and the largest, and between them those that do not lie on the one to their right. */
export function epsilonTicks(named: readonly number[], x: (epsilon: number) => number): number[] {
  const ticks: number[] = []
  for (const epsilon of [...named].sort((a, b) => b - a)) {
    const [right] = ticks
    const isApart = right === undefined || x(right) - x(epsilon) >= TICK_ROOM
    if (isApart && (epsilon === 0 || x(epsilon) - x(0) >= TICK_ROOM)) ticks.unshift(epsilon)
  }
  return ticks[0] === 0 ? ticks : [0, ...ticks]
}

/** On steps the last one goes on to the end of the axis. */
function drawnPoints({ form, highest }: EpsilonChart, points: readonly EpsilonPoint[]): readonly EpsilonPoint[] {
  const last = points.at(-1)
  if (form === 'points' || last === undefined || last.epsilon >= highest) return points
  return [...points, { ...last, epsilon: highest }]
}

const isFaded = ({ emphasised }: EpsilonChart, id: string) => emphasised !== null && emphasised !== id

function drawBand(svg: SVGSVGElement, chart: EpsilonChart, { id, color, points }: EpsilonSeries, size: ChartSize) {
  const { x, y } = epsilonScales(chart, size)
  const band = area<EpsilonPoint>()
    .x(({ epsilon }) => x(epsilon))
    .y0(({ low }) => y(100 * low))
    .y1(({ high }) => y(100 * high))
    .curve(chart.form === 'steps' ? curveStepAfter : curveLinear)
  select(svg)
    .append('path')
    .attr('class', 'band')
    .attr('d', band([...drawnPoints(chart, points)]))
    .attr('fill', color)
    .attr('fill-opacity', chart.emphasised === id ? 0.3 : isFaded(chart, id) ? 0.03 : 0.1)
}

function drawCurve(svg: SVGSVGElement, chart: EpsilonChart, series: EpsilonSeries, size: ChartSize): void {
  const { id, name, color, points, median } = series
  const { x, y } = epsilonScales(chart, size)
  const curve = line<EpsilonPoint>()
    .x(({ epsilon }) => x(epsilon))
    .y(({ share }) => y(100 * share))
    .curve(chart.form === 'steps' ? curveStepAfter : curveLinear)
  const group = select(svg)
    .append('g')
    .attr('class', 'series')
    .attr('data-series', id)
    .attr('opacity', isFaded(chart, id) ? 0.3 : 1)
  group.append('title').text(name)
  group
    .append('path')
    .attr('d', curve([...drawnPoints(chart, points)]))
    .attr('stroke', color)
    .attr('stroke-width', 2)
    .attr('stroke-linejoin', 'round')
    .attr('fill', 'none')
  if (chart.form === 'points') {
    for (const { epsilon, share } of points) {
      group
        .append('circle')
        .attr('cx', x(epsilon))
        .attr('cy', y(100 * share))
        .attr('r', 3.5)
        .attr('fill', color)
    }
  }
  if (median !== null && median <= chart.highest) {
    group
      .append('line')
      .attr('class', 'median')
      .attr('x1', x(median))
      .attr('x2', x(median))
      .attr('y1', y(50))
      .attr('y2', y(0))
      .attr('stroke', color)
    group.append('circle').attr('cx', x(median)).attr('cy', y(50)).attr('r', 4).attr('fill', color)
  }
}

/** Beside the end of each curve, wherever that is; sizes that are not measured yet have no line. */
function drawNames(svg: SVGSVGElement, chart: EpsilonChart, size: ChartSize): void {
  const { x, y } = epsilonScales(chart, size)
  const named = chart.series.flatMap((series) => {
    const end = drawnPoints(chart, series.points).at(-1)
    return end === undefined ? [] : [{ ...series, end }]
  })
  const heights = labelHeights(
    named.map(({ end }) => y(100 * end.share)),
    y(0),
  )
  for (const [index, { id, name, color, end }] of named.entries()) {
    const height = heights[index] ?? 0
    const group = select(svg)
      .append('g')
      .attr('class', 'curve-name')
      .attr('opacity', isFaded(chart, id) ? 0.3 : 1)
    group
      .append('path')
      .attr('class', 'leader')
      .attr('fill', 'none')
      .attr('stroke', color)
      .attr('d', `M${x(end.epsilon) + 5},${y(100 * end.share)} L${x(end.epsilon) + 8},${height} h6`)
    group
      .append('text')
      .attr('x', x(end.epsilon) + 18)
      .attr('y', height)
      .attr('dy', '0.35em')
      .text(shortened(name, NAME_ROOM))
    group.append('title').text(name)
  }
}

/** A line through the epsilon that is looked at, with the interval of every series there, side by side. */
function drawCrosshair(svg: SVGSVGElement, chart: EpsilonChart, looked: number, size: ChartSize): void {
  const { x, y } = epsilonScales(chart, size)
  const root = select(svg).append('g').attr('class', 'crosshair')
  root
    .append('line')
    .attr('class', 'cross')
    .attr('x1', x(looked))
    .attr('x2', x(looked))
    .attr('y1', y(100))
    .attr('y2', y(0))
  const there = chart.series.flatMap((series) => {
    const point = pointAt(chart, series.points, looked)
    return point === undefined || isFaded(chart, series.id) ? [] : [{ color: series.color, point }]
  })
  for (const [index, { color, point }] of there.entries()) {
    const place = x(looked) + DODGE * (index - (there.length - 1) / 2)
    root
      .append('line')
      .attr('class', 'whisker')
      .attr('x1', place)
      .attr('x2', place)
      .attr('y1', y(100 * point.low))
      .attr('y2', y(100 * point.high))
      .attr('stroke', color)
    root
      .append('circle')
      .attr('class', 'looked')
      .attr('cx', place)
      .attr('cy', y(100 * point.share))
      .attr('r', 4)
      .attr('fill', color)
  }
}
