/** @file Axes of numbers: their lines, ticks and labels, and the grid across the plot. */
import { axisBottom, axisLeft } from 'd3'
import type { Chart, ChartSize, MarkLayer, NumberAxis, Plot } from './chart'
import { tickFormat, ticksOf } from './ticks'

/** Estimated, since text has no width before it is laid out. */
const CHARACTER_WIDTH = 5.6

/** Such as "accuracy, %", "gradient norm, log scale". */
export function axisLabel({ label, unit, aside, kind }: NumberAxis, room: number): string {
  const words = [label, unit, kind !== 'linear' && `${kind} scale`].filter(Boolean).join(', ')
  const long = aside === undefined ? words : `${words}, ${aside}`
  return long.length * CHARACTER_WIDTH > room ? words : long
}

/** Draws what of the two axes is of numbers. */
export function drawAxes(root: MarkLayer, { x, y }: Pick<Chart, 'x' | 'y'>, plot: Plot, { height }: ChartSize): void {
  const { left, right, bottom } = plot
  if (y.kind !== 'names') drawGrid(root, ticksOf(y, plot, 'y'), plot)
  if (x.kind !== 'names') {
    const axis = axisBottom(plot.x).tickValues(ticksOf(x, plot, 'x'))
    root
      .append('g')
      .attr('class', 'axis')
      .attr('data-axis', 'x')
      .attr('transform', `translate(0,${bottom})`)
      .call(axis.tickFormat((value) => tickFormat(x)(Number(value))).tickSizeOuter(0))
    if (x.label !== '') {
      title(root, axisLabel(x, right - left))
        .attr('x', right)
        .attr('y', height - 3)
        .attr('text-anchor', 'end')
    }
  }
  if (y.kind !== 'names') {
    const axis = axisLeft(plot.y).tickValues(ticksOf(y, plot, 'y'))
    root
      .append('g')
      .attr('class', 'axis')
      .attr('data-axis', 'y')
      .attr('transform', `translate(${left},0)`)
      .call(axis.tickFormat((value) => tickFormat(y)(Number(value))).tickSizeOuter(0))
    // The chart's own title has what such an axis is of.
    if (y.label !== '') title(root, axisLabel(y, right)).attr('x', 0).attr('y', 11)
  }
}

const title = (root: MarkLayer, text: string) => root.append('text').attr('class', 'axis-title').text(text)

function drawGrid(root: MarkLayer, ticks: readonly number[], { y, left, right, bottom }: Plot): void {
  const grid = root.append('g').attr('class', 'grid')
  for (const tick of ticks) {
    // The horizontal axis has a line of its own.
    if (y(tick) > bottom - 1) continue
    grid.append('line').attr('x1', left).attr('x2', right).attr('y1', y(tick)).attr('y2', y(tick))
  }
}
