/** @file What charts of accuracy in percent have in common: lines at its twenties, both axes and their titles. */
import { type Axis, axisLeft, type NumberValue, type ScaleLinear, select } from 'd3'
import type { ChartSize } from './lossChart'

interface AccuracyAxes {
  readonly x: ScaleLinear<number, number>
  /** Of percent. */
  readonly y: ScaleLinear<number, number>
  readonly bottom: Axis<NumberValue>
  readonly xTitle: string
  readonly yTitle: string
}

const TWENTIES = [0, 20, 40, 60, 80, 100]

/** Empties the chart, and draws them. */
export function drawAccuracyAxes(
  svg: SVGSVGElement,
  { x, y, bottom, xTitle, yTitle }: AccuracyAxes,
  { width, height }: ChartSize,
): void {
  const [left = 0, right = width] = x.range()
  const root = select(svg).attr('viewBox', `0 0 ${width} ${height}`)
  root.selectAll('*').remove()
  const grid = root.append('g').attr('class', 'grid')
  for (const tick of TWENTIES.slice(1)) {
    grid.append('line').attr('x1', left).attr('x2', right).attr('y1', y(tick)).attr('y2', y(tick))
  }
  root
    .append('g')
    .attr('class', 'axis')
    .attr('transform', `translate(0,${y(0)})`)
    .call(bottom.tickSizeOuter(0))
  root
    .append('g')
    .attr('class', 'axis')
    .attr('transform', `translate(${left},0)`)
    .call(axisLeft(y).tickValues(TWENTIES).tickSizeOuter(0))
  const title = (text: string) => root.append('text').attr('class', 'axis-title').text(text)
  title(xTitle)
    .attr('x', right)
    .attr('y', height - 3)
    .attr('text-anchor', 'end')
  title(yTitle).attr('x', 0).attr('y', 11)
}
