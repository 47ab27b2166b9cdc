import { axisBottom, format, type NumberValue, range, scaleLinear, scaleLog, select } from 'd3'
import { appendIndexed } from './indexedText'

export interface MeasureMark {
  /** "_" sets the letter after it as an index. */
  readonly title: string
  readonly scale: 'log' | 'correlation'
  /** A value a model, in the order of the models; null where there is none yet, NaN where it is not defined. */
  readonly values: readonly (number | null)[]
  readonly format: (value: number) => string
}

export interface ModelMeasures {
  readonly name: string
  readonly color: string
}

const ROW_HEIGHT = 26
const TOP = 20
const BOTTOM = 26
/** Room for the value to the right of the last dot. */
const RIGHT = 56
/** Of a tick's number, with the space around it. */
const TICK_WIDTH = 44

export const measureChartHeight = (models: number): number => TOP + models * ROW_HEIGHT + BOTTOM

/** One measure as a dot a model on a shared axis, with the value beside it. */
export function drawMeasureChart(
  svg: SVGSVGElement,
  measure: MeasureMark,
  models: readonly ModelMeasures[],
  width: number,
): void {
  const height = measureChartHeight(models.length)
  const root = select(svg).attr('viewBox', `0 0 ${width} ${height}`)
  root.selectAll('*').remove()
  const title = root.append<SVGTextElement>('text').attr('class', 'chart-title').attr('x', 0).attr('y', 12)
  appendIndexed(title, measure.title)
  const values = measure.values.flatMap((value) => (value === null || Number.isNaN(value) ? [] : [value]))
  const x = scaleOf(measure.scale, values).range([8, width - RIGHT])
  root
    .append('g')
    .attr('class', 'axis')
    .attr('transform', `translate(0,${height - BOTTOM + 2})`)
    .call(
      measure.scale === 'log'
        ? axisBottom(x)
            .tickValues(decades(x.domain(), width / TICK_WIDTH))
            .tickFormat(powerOfTen)
            .tickSizeOuter(0)
        : axisBottom(x)
            .ticks(Math.min(4, width / TICK_WIDTH))
            .tickSizeOuter(0),
    )
  const origin = measure.scale === 'log' ? x.range()[0] : x(0)
  for (const [index, { name, color }] of models.entries()) {
    const value = measure.values[index] ?? null
    const y = TOP + (index + 0.5) * ROW_HEIGHT
    if (value === null) continue
    if (Number.isNaN(value)) {
      const text = root.append('text').attr('class', 'value')
      text
        .attr('x', x(0) || 0)
        .attr('y', y)
        .attr('dy', '0.35em')
        .text('–')
      text.append('title').text(`${name}: not defined`)
      continue
    }
    const at = x(measure.scale === 'log' ? Math.max(value, Number.MIN_VALUE) : value)
    const group = root.append('g')
    group.append('title').text(`${name}: ${measure.format(value)}`)
    group
      .append('line')
      .attr('class', 'stem')
      .attr('x1', origin ?? 0)
      .attr('x2', at)
      .attr('y1', y)
      .attr('y2', y)
      .attr('stroke', color)
    group.append('circle').attr('cx', at).attr('cy', y).attr('r', 5).attr('fill', color)
    group
      .append('text')
      .attr('class', 'value')
      .attr('x', Math.max(at, x(0) || 0) + 10)
      .attr('y', y)
      .attr('dy', '0.35em')
      .text(measure.format(value))
  }
}

/** The powers of ten of a domain that begins and ends at one: each, or every second or further one where there is no room. */
export function decades([low = 1, high = 10]: readonly number[], most: number): number[] {
  const [first, last] = [Math.round(Math.log10(low)), Math.round(Math.log10(high))]
  const step = Math.max(1, Math.ceil((last - first + 1) / Math.max(1, Math.floor(most))))
  return range(first, last + 1, step).map((power) => 10 ** power)
}

/** 0.01 and 1000 in full, 1e−5 and 1e+4 as powers. */
const powerOfTen = (value: NumberValue) => format(Math.abs(Math.log10(Number(value))) < 4 ? '~g' : '.0e')(value)

function scaleOf(kind: MeasureMark['scale'], values: readonly number[]) {
  if (kind === 'correlation') return scaleLinear([Math.min(0, ...values, -0.2), 1], [0, 1])
  const positive = values.filter((value) => value > 0)
  // Whole decades, so that "ten times smaller" is a distance that the eye can keep.
  const low = 10 ** Math.floor(Math.log10(Math.min(...positive, 1)))
  const high = 10 ** Math.ceil(Math.log10(Math.max(...positive, low * 10)))
  return scaleLog([low, high], [0, 1])
}
