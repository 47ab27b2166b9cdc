/** @file Measurements of a model during training, against the step: one panel per unit, with curves labelled at their ends. */
import { area, axisBottom, axisLeft, bisector, extent, format, line, max, scaleLinear, scaleLog, select } from 'd3'
import { labelHeights } from './labels'
import type { ChartSize } from './lossChart'
import { wholeTicks } from './wholeTicks'

export interface StepPoint {
  /** Steps taken. */
  readonly step: number
  readonly value: number
  /** Ends of its 95 % interval, or null where it is none of a share. */
  readonly interval: { readonly low: number; readonly high: number } | null
}

export interface StepSeries {
  readonly id: string
  /** Stands at the curve's end. */
  readonly label: string
  /** Whether it is the one of the panel that matters most. */
  readonly isEmphasised: boolean
  /** `everyStep`: so many values that their running mean is drawn over them. `measured`: a dot a value. */
  readonly form: 'everyStep' | 'measured'
  /** By step, ascending. */
  readonly points: readonly StepPoint[]
}

/** Something that happened, such as a step that was taken back. */
export interface StepMark {
  readonly step: number
  readonly label: string
}

export interface StepChart {
  /** The quantity on the vertical axis, with its unit. */
  readonly title: string
  /** `percent`: from 0 to 100. `zero`: from 0 up. `log`: in decades. `signed`: zero marked, as of a correlation. */
  readonly scale: 'percent' | 'zero' | 'log' | 'signed'
  /** Of the whole run: the right end of the axis. */
  readonly steps: number
  readonly series: readonly StepSeries[]
  readonly marks: readonly StepMark[]
  /** The step that is looked at, or null. */
  readonly looked: number | null
}

const MARGIN = { top: 22, right: 92, bottom: 32, left: 40 }
/** Share of the run that a running mean goes back over, and steps at least. */
const MEAN_OVER = { share: 1 / 20, steps: 5 }

/** Each value replaced by its mean with the values of at most `window` steps before. */
export function runningMean(points: readonly StepPoint[], window: number): StepPoint[] {
  let [from, sum] = [0, 0]
  return points.map((point, index) => {
    sum += point.value
    while ((points[from] as StepPoint).step <= point.step - window) sum -= (points[from++] as StepPoint).value
    return { ...point, value: sum / (index - from + 1) }
  })
}

/** The last point at or before a step; undefined where there is none. */
export const pointAtStep = (points: readonly StepPoint[], step: number): StepPoint | undefined =>
  points[bisector((point: StepPoint) => point.step).right(points, step) - 1]

/** The step of some curve that is nearest to a place on the axis; null without points. */
export function nearestStep({ series }: Pick<StepChart, 'series'>, place: number): number | null {
  let nearest: number | null = null
  for (const { points } of series) {
    for (const { step } of points) {
      if (nearest === null || Math.abs(step - place) < Math.abs(nearest - place)) nearest = step
    }
  }
  return nearest
}

export function stepScales({ scale, steps, series }: StepChart, { width, height }: ChartSize) {
  const upwards = [height - MARGIN.bottom, MARGIN.top]
  const x = scaleLinear([0, Math.max(1, steps)], [MARGIN.left, width - MARGIN.right])
  const values = series.flatMap(({ points }) =>
    points.flatMap(({ value, interval }) => (interval ? [value, interval.low, interval.high] : [value])),
  )
  const finite = values.filter(Number.isFinite)
  if (scale === 'percent') return { x, y: scaleLinear([0, 100], upwards) }
  if (scale === 'log') {
    const [low = 1, high = 10] = extent(finite.filter((value) => value > 0)) as [number?, number?]
    // Whole decades, so that "ten times smaller" is a distance that the eye can keep.
    const bottom = 10 ** Math.floor(Math.log10(low))
    return { x, y: scaleLog([bottom, Math.max(bottom * 10, 10 ** Math.ceil(Math.log10(high)))], upwards).clamp(true) }
  }
  if (scale === 'zero') return { x, y: scaleLinear([0, max(finite) || 1], upwards).nice(4) }
  const [low = 0, high = 0] = extent(finite) as [number?, number?]
  const y = scaleLinear([Math.min(0, low), Math.max(0.5, high)], upwards).nice(4)
  const [bottom, top] = y.domain() as [number, number]
  // A correlation is in [-1, 1].
  return { x, y: y.domain([Math.max(-1, bottom), Math.min(1, top)]) }
}

export function drawStepChart(svg: SVGSVGElement, chart: StepChart, size: ChartSize): void {
  const { width, height } = size
  const { x, y } = stepScales(chart, size)
  const root = select(svg).attr('viewBox', `0 0 ${width} ${height}`)
  root.selectAll('*').remove()
  const [left, right] = x.range() as [number, number]
  const [bottom, top] = y.range() as [number, number]
  const ticks = 'base' in y ? y.ticks(3).filter((tick) => Number.isInteger(Math.log10(tick))) : y.ticks(4)

  const grid = root.append('g').attr('class', 'grid')
  for (const tick of ticks) {
    if (y(tick) < bottom - 1)
      grid.append('line').attr('x1', left).attr('x2', right).attr('y1', y(tick)).attr('y2', y(tick))
  }
  root
    .append('g')
    .attr('class', 'axis')
    .attr('transform', `translate(0,${bottom})`)
    .call(
      axisBottom(x)
        .tickValues(wholeTicks(x, Math.max(2, Math.min(8, (right - left) / 56))))
        .tickFormat(format(','))
        .tickSizeOuter(0),
    )
  root
    .append('g')
    .attr('class', 'axis')
    .attr('transform', `translate(${left},0)`)
    .call(axisLeft(y).tickValues(ticks).tickFormat(format('~g')).tickSizeOuter(0))
  root.append('text').attr('class', 'axis-title').attr('x', 0).attr('y', 11).text(chart.title)
  root
    .append('text')
    .attr('class', 'axis-title')
    .attr('x', right)
    .attr('y', height - 2)
    .attr('text-anchor', 'end')
    .text('step')

  for (const { step, label } of chart.marks) {
    const mark = root.append('g').attr('class', 'step-mark')
    mark.append('title').text(label)
    mark.append('line').attr('x1', x(step)).attr('x2', x(step)).attr('y1', top).attr('y2', bottom)
    mark.append('text').attr('x', x(step)).attr('y', top).attr('dy', '0.3em').attr('text-anchor', 'middle').text('✕')
  }
  if (chart.looked !== null) {
    root
      .append('line')
      .attr('class', 'cross')
      .attr('x1', x(chart.looked))
      .attr('x2', x(chart.looked))
      .attr('y1', top)
      .attr('y2', bottom)
  }
  for (const series of chart.series) drawSeries(svg, chart, series, size)
  drawLabels(svg, chart, size)
}

const classOf = ({ isEmphasised }: StepSeries) => (isEmphasised ? 'step-curve is-emphasised' : 'step-curve')

function drawSeries(svg: SVGSVGElement, chart: StepChart, series: StepSeries, size: ChartSize): void {
  const { x, y } = stepScales(chart, size)
  const points = series.points.filter(({ value }) => Number.isFinite(value))
  const group = select(svg).append('g').attr('class', classOf(series)).attr('data-series', series.id)
  group.append('title').text(series.label)
  const bounded = points.flatMap(({ step, interval }) => (interval === null ? [] : [{ step, ...interval }]))
  const band = area<(typeof bounded)[number]>()
    .x(({ step }) => x(step))
    .y0(({ low }) => y(low))
    .y1(({ high }) => y(high))
  if (bounded.length > 0) group.append('path').attr('class', 'step-band').attr('d', band(bounded))
  const curve = line<StepPoint>()
    .x(({ step }) => x(step))
    .y(({ value }) => y(value))
  const path = (drawn: readonly StepPoint[], name: string) =>
    group
      .append('path')
      .attr('class', name)
      .attr('d', curve([...drawn]))
      .attr('fill', 'none')
  if (series.form === 'everyStep') {
    path(points, 'step-each')
    path(runningMean(points, meanWindow(chart)), 'step-line')
  } else {
    path(points, 'step-line')
    for (const { step, value } of points) group.append('circle').attr('cx', x(step)).attr('cy', y(value)).attr('r', 2.5)
  }
  const looked = chart.looked === null ? undefined : pointAtStep(shownPoints(chart, series), chart.looked)
  if (looked !== undefined) {
    group.append('circle').attr('class', 'looked').attr('cx', x(looked.step)).attr('cy', y(looked.value)).attr('r', 4.5)
  }
}

/** Steps that a running mean goes back over. */
const meanWindow = ({ steps }: StepChart): number => Math.max(MEAN_OVER.steps, Math.round(steps * MEAN_OVER.share))

/** The value that is read off a series; for a series of one value a step, the running mean. */
export function shownPoints(chart: StepChart, { form, points }: StepSeries): readonly StepPoint[] {
  const finite = points.filter(({ value }) => Number.isFinite(value))
  return form === 'everyStep' ? runningMean(finite, meanWindow(chart)) : finite
}

function drawLabels(svg: SVGSVGElement, chart: StepChart, size: ChartSize): void {
  const { x, y } = stepScales(chart, size)
  const ends = chart.series.flatMap((series) => {
    const end = shownPoints(chart, series).at(-1)
    return end === undefined ? [] : [{ series, end }]
  })
  const heights = labelHeights(
    ends.map(({ end }) => y(end.value)),
    size.height - MARGIN.bottom,
  )
  for (const [index, { series, end }] of ends.entries()) {
    select(svg)
      .append('text')
      .attr('class', `curve-label ${classOf(series)}`)
      .attr('x', x(end.step) + 8)
      .attr('y', heights[index] ?? 0)
      .attr('dy', '0.35em')
      .text(series.label)
  }
}
