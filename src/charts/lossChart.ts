import { axisBottom, axisLeft, format, line, scaleLinear, select } from 'd3'
import type { LossDescription } from '../engine/attacks/losses/description'
import { wholeTicks } from './wholeTicks'

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

/** Of values that hardly differ, so that noise does not fill the chart. */
const LEAST_HEIGHT = 0.1

type Losses = Pick<LossSeries, 'losses'>

const stepsOf = (series: readonly Losses[]): number => Math.max(0, ...series.map(({ losses }) => losses.length - 1))

/** Steps and values, of which the axes show none that can not be. */
export function lossScales(series: readonly Losses[], loss: LossDescription, { width, height }: ChartSize) {
  const { reference, lowest = Number.NEGATIVE_INFINITY, highest = Number.POSITIVE_INFINITY } = loss
  const all = [0, reference?.value ?? 0, ...series.flatMap(({ losses }) => losses)]
  let [low, high] = [Math.min(...all), Math.max(...all)]
  if (high - low < LEAST_HEIGHT) {
    if (low + LEAST_HEIGHT <= highest) high = low + LEAST_HEIGHT
    else low = high - LEAST_HEIGHT
  }
  const x = scaleLinear([0, Math.max(1, stepsOf(series))], [MARGIN.left, width - MARGIN.right])
  const y = scaleLinear([low, high], [height - MARGIN.bottom, MARGIN.top]).nice(5)
  const [bottom, top] = y.domain() as [number, number]
  return { x, y: y.domain([Math.max(bottom, Math.min(lowest, low)), Math.min(top, Math.max(highest, high))]) }
}

/** Where steps were taken; of an attack that takes none, as noise, there is but what it begins with. */
export function stepTicks(series: readonly Losses[], { x }: Pick<ReturnType<typeof lossScales>, 'x'>): number[] {
  const steps = stepsOf(series)
  return steps === 0 ? [0] : wholeTicks(x, Math.min(steps, 10))
}

/** A loss along the attack's steps, a line a model, with the value that it is compared with. */
export function drawLossChart(
  svg: SVGSVGElement,
  series: readonly LossSeries[],
  loss: LossDescription,
  size: ChartSize,
): void {
  const { name: lossName, unit, reference } = loss
  const { width, height } = size
  const root = select(svg).attr('viewBox', `0 0 ${width} ${height}`)
  root.selectAll('*').remove()
  const { x, y } = lossScales(series, loss, size)

  root
    .append('g')
    .attr('class', 'axis')
    .attr('transform', `translate(0,${height - MARGIN.bottom})`)
    .call(axisBottom(x).tickValues(stepTicks(series, { x })).tickFormat(format(',')).tickSizeOuter(0))
  root.append('g').attr('class', 'axis').attr('transform', `translate(${MARGIN.left},0)`).call(axisLeft(y).ticks(5))
  root
    .append('text')
    .attr('class', 'axis-title')
    .attr('x', width - MARGIN.right)
    .attr('y', height - 4)
    .attr('text-anchor', 'end')
    .text(stepsOf(series) === 0 ? 'no attack step' : 'attack step')
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
