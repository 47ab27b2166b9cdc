/** @file Axes of names: above the columns and before the rows, each with its colour. */
import type { Chart, MarkLayer, NamesAxis, Plot } from './chart'
import { shortened } from './labels'

/** Baselines of the columns' names and of their axis's label. */
const COLUMN_NAMES = 36
const COLUMN_LABEL = 12
/** Thickness of a colour, and what is left free at both ends. */
const BAR = { thickness: 3, gap: 4 }

/** Draws what of the two axes is of names, and has them shown. */
export function drawNames(root: MarkLayer, { x, y }: Pick<Chart, 'x' | 'y'>, plot: Plot): void {
  if (y.kind === 'names' && y.isShown) drawRows(root, y, plot)
  if (x.kind === 'names' && x.isShown) drawColumns(root, x, plot)
}

function drawColumns(root: MarkLayer, { label, names }: NamesAxis, { x, left, top }: Plot): void {
  axisTitle(root, label).attr('x', left).attr('y', COLUMN_LABEL)
  for (const [place, { name, ink }] of names.entries()) {
    const width = x(place + 1) - x(place) - BAR.gap
    const group = named(root, name, ink)
    bar(group)
      .attr('x', x(place))
      .attr('y', top - 6)
      .attr('width', width)
      .attr('height', BAR.thickness)
    group.append('text').attr('class', 'value').attr('x', x(place)).attr('y', COLUMN_NAMES).text(shortened(name, width))
  }
}

function drawRows(root: MarkLayer, { label, names }: NamesAxis, { y, left }: Plot): void {
  axisTitle(root, label).attr('x', 0).attr('y', COLUMN_NAMES)
  for (const [place, { name, ink }] of names.entries()) {
    const group = named(root, name, ink)
    bar(group)
      .attr('x', left - 7)
      .attr('y', y(place) + BAR.gap / 2)
      .attr('width', BAR.thickness)
      .attr('height', y(place + 1) - y(place) - BAR.gap)
    group
      .append('text')
      .attr('class', 'value')
      .attr('x', 0)
      .attr('y', y(place + 0.5))
      .attr('dy', '0.35em')
      .text(shortened(name, left - 14))
  }
}

const axisTitle = (root: MarkLayer, text: string) => root.append('text').attr('class', 'axis-title').text(text)

function named(root: MarkLayer, name: string, ink: string): MarkLayer {
  const group = root.append('g').style('--ink', ink)
  group.append('title').text(name)
  return group
}

const bar = (group: MarkLayer) => group.append('rect').attr('class', 'name-bar')
