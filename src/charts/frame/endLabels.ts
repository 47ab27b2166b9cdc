/** @file The names of series beside their ends, wherever those are: what is not measured yet has no line. */
import { largestOf } from '../../numbers/extremes'
import type { Chart, MarkLayer, Plot, Series } from './chart'
import { labelHeights, shortened } from './labels'

/** From a point to its name, without and with a line between them. */
const AWAY = { plain: 10, leader: 18 }

/** Estimated, since text has no width before it is laid out. */
const CHARACTER_WIDTH = 7

/** So much that the longest of the names is written in full, and at least some pixels. */
export function roomForNames(series: readonly Pick<Series, 'name'>[], least: number, hasLeaders = false): number {
  const away = hasLeaders ? AWAY.leader : AWAY.plain
  return largestOf(
    series.map(({ name }) => away + CHARACTER_WIDTH * name.length),
    least,
  )
}

const roomOf = ({ room, hasLeaders = false }: NonNullable<Chart['endLabels']>) =>
  room - (hasLeaders ? AWAY.leader : AWAY.plain)

/** Whether the names of all series are written in full, so that the chart needs no legend. */
export const namesFit = ({ series, endLabels }: Pick<Chart, 'series' | 'endLabels'>): boolean =>
  endLabels !== undefined && series.every(({ name }) => shortened(name, roomOf(endLabels)) === name)

export function drawEndLabels(
  root: MarkLayer,
  { series, endLabels }: Pick<Chart, 'series' | 'endLabels'>,
  plot: Plot,
): void {
  if (endLabels === undefined) return
  const { x, y, bottom } = plot
  const ends = series.flatMap((one) => {
    const end = one.labelAt ?? one.points.at(-1)
    return end === undefined ? [] : [{ ...one, end }]
  })
  const heights = labelHeights(
    ends.map(({ end }) => y(end.y)),
    bottom,
  )
  for (const [place, { id, name, ink, end }] of ends.entries()) {
    const height = heights[place] ?? 0
    const group = root.append('g').attr('class', 'end-label').attr('data-label', id).style('--ink', ink)
    group.append('title').text(name)
    if (endLabels.hasLeaders) {
      group
        .append('path')
        .attr('class', 'leader')
        .attr('fill', 'none')
        .attr('d', `M${x(end.x) + 5},${y(end.y)} L${x(end.x) + 8},${height} h6`)
    }
    group
      .append('text')
      .attr('x', x(end.x) + (endLabels.hasLeaders ? AWAY.leader : AWAY.plain))
      .attr('y', height)
      .attr('dy', '0.35em')
      .text(shortened(name, roomOf(endLabels)))
  }
}
