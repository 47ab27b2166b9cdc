import { axisBottom, axisLeft, line, scaleLinear, select } from 'd3'
import type { LossDescription } from '../engine/attacks/losses/description'

export interface LossSeries {
  readonly name: string
  readonly color: string
  /** Before the first step and after each. */
  readonly losses: readonly number[]
  /** Whether it is of older settings than are on screen. */
  readonly isStale: boolean
}

export interface ChartSize {
  readonly width: number
  readonly height: number
}

const MARGIN = { top: 14, right: 14, bottom: 34, left: 46 }

/** A loss along the attack's steps, a line a model, with the value that it is compared with. */
export function drawLossChart(
  svg: SVGSVGElement,
  series: readonly LossSeries[],
  { name: lossName, unit, reference }: LossDescription,
  { width, height }: ChartSize,
): void {
  const root = select(svg).attr('viewBox', `0 0 ${width} ${height}`)
  root.selectAll('*').remove()
  const steps = Math.max(1, ...series.map(({ losses }) => losses.length - 1))
  const all = series.flatMap(({ losses }) => losses)
  const highest = Math.max(reference?.value ?? 0, 0.1, ...all)
  const x = scaleLinear([0, steps], [MARGIN.left, width - MARGIN.right])
  const y = scaleLinear(
    [Math.min(reference?.value ?? 0, 0, ...all), highest],
    [height - MARGIN.bottom, MARGIN.top],
  ).nice(5)

  root
    .append('g')
    .attr('class', 'axis')
    .attr('transform', `translate(0,${height - MARGIN.bottom})`)
    .call(axisBottom(x).ticks(Math.min(steps, 10)).tickSizeOuter(0))
  root.append('g').attr('class', 'axis').attr('transform', `translate(${MARGIN.left},0)`).call(axisLeft(y).ticks(5))
  root
    .append('text')
    .attr('class', 'axis-title')
    .attr('x', width - MARGIN.right)
    .attr('y', height - 4)
    .attr('text-anchor', 'end')
    .text('attack step')
  root
    .append('text')
    .attr('class', 'axis-title')
    .attr('x', MARGIN.left + 6)
    .attr('y', MARGIN.top - 2)
    .text(`${lossName}, ${unit ?? 'a ratio'}`)

  if (reference !== null) {
    root
      .append('line')
      .attr('class', 'reference')
      .attr('x1', MARGIN.left)
      .attr('x2', width - MARGIN.right)
      .attr('y1', y(reference.value))
      .attr('y2', y(reference.value))
    root
      .append('text')
      .attr('class', 'axis-title')
      .attr('x', width - MARGIN.right)
      .attr('y', y(reference.value) - 4)
      .attr('text-anchor', 'end')
      .text(reference.name)
  }

  const path = line<number>()
    .x((_, step) => x(step))
    .y((loss) => y(loss))
  for (const { name, color, losses, isStale } of series) {
    const group = root.append('g').attr('class', isStale ? 'series is-stale' : 'series')
    group.append('title').text(name)
    group
      .append('path')
      .attr('d', path([...losses]))
      .attr('stroke', color)
      .attr('fill', 'none')
      .attr('stroke-width', 2)
    group
      .append('circle')
      .attr('cx', x(losses.length - 1))
      .attr('cy', y(losses.at(-1) ?? 0))
      .attr('r', 4)
      .attr('fill', color)
  }
}
