/** @file Clean and robust accuracy against lambda (the paper's Figure 5), a training a point, with intervals. */
import { axisBottom, format, line, scaleLinear, select } from 'd3'
import { drawAccuracyAxes } from './accuracyAxes'
import { labelHeights } from './labels'
import type { ChartSize } from './lossChart'

export interface LambdaPoint {
  readonly lambda: number
  /** In percent. */
  readonly share: number
  readonly low: number
  readonly high: number
}

export interface LambdaSeries {
  readonly id: 'clean' | 'robust'
  readonly label: string
  /** By lambda, ascending. */
  readonly points: readonly LambdaPoint[]
  /** What the model has that all trainings begin with, or null. */
  readonly before: number | null
}

export interface LambdaChart {
  readonly series: readonly LambdaSeries[]
  /** All that are or will be trained, ascending. */
  readonly lambdas: readonly number[]
  /** Where training collapsed. */
  readonly collapsed: readonly number[]
  /** Being trained now, or null. */
  readonly running: number | null
}

const MARGIN = { top: 22, right: 92, bottom: 34, left: 40 }
/** From so many pixels on, the whole title of the axis fits. */
const WIDE = 420
/** Pixels between the whiskers of the two curves at one lambda. */
const DODGE = 5

export function lambdaScales({ lambdas }: Pick<LambdaChart, 'lambdas'>, { width, height }: ChartSize) {
  const [low, high] = [Math.min(...lambdas, 2), Math.max(...lambdas, 0)]
  // A little beyond both ends, so that no whisker lies on the axis; and a point alone has a place.
  const beyond = Math.max(0.05, (high - low) * 0.06)
  return {
    x: scaleLinear([low - beyond, high + beyond], [MARGIN.left, width - MARGIN.right]),
    y: scaleLinear([0, 100], [height - MARGIN.bottom, MARGIN.top]),
  }
}

export function drawLambdaChart(svg: SVGSVGElement, chart: LambdaChart, size: ChartSize): void {
  const { x, y } = lambdaScales(chart, size)
  const bottom = axisBottom(x)
    .tickValues([...chart.lambdas])
    .tickFormat(format('~g'))
  const rest = size.width < WIDE ? '' : ', 2 − λ that of cross-entropy'
  const xTitle = `λ: weight of the gradient norm${rest}`
  drawAccuracyAxes(svg, { x, y, bottom, xTitle, yTitle: 'accuracy, %' }, size)
  const root = select(svg)
  if (chart.running !== null) {
    root
      .append('line')
      .attr('class', 'cross')
      .attr('x1', x(chart.running))
      .attr('x2', x(chart.running))
      .attr('y1', y(100))
      .attr('y2', y(0))
  }
  for (const lambda of chart.collapsed) {
    const mark = root.append('g').attr('class', 'step-mark')
    mark.append('title').text(`λ = ${lambda}: training collapsed`)
    mark
      .append('text')
      .attr('x', x(lambda))
      .attr('y', y(0))
      .attr('dy', '-0.4em')
      .attr('text-anchor', 'middle')
      .text('✕')
  }
  for (const [index, series] of chart.series.entries()) {
    drawSeries(svg, chart, series, DODGE * (index - (chart.series.length - 1) / 2), size)
  }
  drawLabels(svg, chart, size)
}

const classOf = ({ id }: LambdaSeries) => (id === 'robust' ? 'step-curve is-emphasised' : 'step-curve')

function drawSeries(
  svg: SVGSVGElement,
  chart: LambdaChart,
  series: LambdaSeries,
  shift: number,
  size: ChartSize,
): void {
  const { x, y } = lambdaScales(chart, size)
  const [left, right] = x.range() as [number, number]
  const group = select(svg).append('g').attr('class', classOf(series)).attr('data-series', series.id)
  group.append('title').text(series.label)
  if (series.before !== null) {
    group
      .append('line')
      .attr('class', 'reference')
      .attr('x1', left)
      .attr('x2', right)
      .attr('y1', y(series.before))
      .attr('y2', y(series.before))
  }
  const curve = line<LambdaPoint>()
    .x(({ lambda }) => x(lambda) + shift)
    .y(({ share }) => y(share))
  group
    .append('path')
    .attr('class', 'step-line')
    .attr('d', curve([...series.points]))
    .attr('fill', 'none')
  for (const { lambda, share, low, high } of series.points) {
    const place = x(lambda) + shift
    group
      .append('line')
      .attr('class', 'whisker')
      .attr('x1', place)
      .attr('x2', place)
      .attr('y1', y(low))
      .attr('y2', y(high))
    group.append('circle').attr('cx', place).attr('cy', y(share)).attr('r', 3.5)
  }
}

function drawLabels(svg: SVGSVGElement, chart: LambdaChart, size: ChartSize): void {
  const { x, y } = lambdaScales(chart, size)
  const [, right] = x.range() as [number, number]
  const ends = chart.series.flatMap((series) => {
    const end = series.points.at(-1)
    // Without a point yet, the name is that of the line across the chart.
    if (end === undefined) return series.before === null ? [] : [{ series, share: series.before, place: right }]
    const isLast = end.lambda === Math.max(...chart.lambdas)
    return [{ series, share: end.share, place: isLast ? right : x(end.lambda) + DODGE }]
  })
  const heights = labelHeights(
    ends.map(({ share }) => y(share)),
    y(0),
  )
  for (const [index, { series, place }] of ends.entries()) {
    select(svg)
      .append('text')
      .attr('class', `curve-label ${classOf(series)}`)
      .attr('x', place + 8)
      .attr('y', heights[index] ?? 0)
      .attr('dy', '0.35em')
      .text(series.label)
  }
}
