/** @file A chart as SVG: its frame, filled with the marks of its series. */
import { select } from 'd3'
import { drawAxes } from './axes'
import type { Chart, ChartSize, Mark, MarkLayer, Plot, Series } from './chart'
import { drawEndLabels } from './endLabels'
import { appendIndexed } from './indexedText'
import { drawNames } from './namesAxes'
import { hasEndLabels, plotOf } from './plot'

export interface DrawnChart<Look> {
  readonly plot: Plot
  /**
   * Shows what is looked at, without drawing the chart again, however many marks it has.
   *
   * @param emphasised the id of a series in front of which the others fade, or null
   */
  readonly look: (look: Look | null, emphasised?: string | null) => void
}

/** Empties the SVG, and draws. */
export function drawChart<Look>(svg: SVGSVGElement, chart: Chart<Look>, size: ChartSize): DrawnChart<Look> {
  select(svg).attr('viewBox', `0 0 ${size.width} ${size.height}`).selectAll('*').remove()
  const plot = plotOf(chart, size)
  const root = select(svg) as unknown as MarkLayer
  if (chart.title !== undefined) {
    appendIndexed(root.append('text').attr('class', 'chart-title').attr('x', 0).attr('y', 12), chart.title)
  }
  if (chart.subject !== undefined) {
    root.append('text').attr('class', 'chart-title').attr('x', 0).attr('y', 12).text(chart.subject)
  }
  drawAxes(root, chart, plot, size)
  drawNames(root, chart, plot)
  draw(root.append('g'), chart.behind, plot)
  for (const series of chart.series) {
    const layer = root.append('g').attr('class', 'series-behind').attr('data-behind', series.id)
    draw(layer.style('--ink', series.ink), series.behind, plot)
  }
  for (const [place, series] of chart.series.entries()) {
    const isTwin = isOfModel(series) && chart.series.slice(0, place).some(({ ink }) => ink === series.ink)
    drawSeries(root, series, plot, isTwin)
  }
  if (hasEndLabels(chart, size.width)) drawEndLabels(root, chart, plot)
  const over = root.append('g').attr('class', 'look')
  let faded: string | null = null
  return {
    plot,
    look(look, emphasised = null) {
      if (emphasised !== faded) fade(root, emphasised)
      faded = emphasised
      over.selectAll('*').remove()
      if (look !== null) chart.readOff?.mark(look, emphasised)(over, plot)
    },
  }
}

function draw(layer: MarkLayer, marks: readonly Mark[] | undefined, plot: Plot): void {
  for (const mark of marks ?? []) mark(layer, plot)
}

/** Roles such as "the one that matters" are inks of another kind. */
const isOfModel = ({ ink }: Series): boolean => !ink.startsWith('var(')

/** @param isTwin whether another series has its colour, as models of one training do */
function drawSeries(root: MarkLayer, series: Series, plot: Plot, isTwin: boolean): void {
  const { id, name, about = name, ink, marks, isStale } = series
  const layer = root
    .append('g')
    .attr('class', ['series', isStale && 'is-stale', isTwin && 'is-twin'].filter(Boolean).join(' '))
  layer.attr('data-series', id).style('--ink', ink).append('title').text(about)
  draw(layer, marks, plot)
}

/** What belongs to other series than the one that is emphasised. */
function fade(root: MarkLayer, emphasised: string | null): void {
  for (const attribute of ['data-series', 'data-behind', 'data-label']) {
    root.selectAll<SVGGElement, unknown>(`[${attribute}]`).each(function () {
      const isIt = this.getAttribute(attribute) === emphasised
      select(this)
        .classed('is-faded', emphasised !== null && !isIt)
        .classed('is-emphasised', isIt)
    })
  }
}
