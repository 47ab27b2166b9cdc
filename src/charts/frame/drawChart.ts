/** @file A chart as SVG: its frame, filled with the marks of its series. */
import { select } from 'd3'
import { drawAxes } from './axes'
import type { Chart, ChartSize, Mark, MarkLayer, Plot, Series } from './chart'
import { drawEndLabels } from './endLabels'
import { appendIndexed } from './indexedText'
import { areSame, isFramedAlike, marksOf } from './marksOf'
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
  /** Draws anew only those marks that are others than before; false, and nothing is drawn, where more has changed. */
  readonly redraw: (chart: Chart<Look>, size: ChartSize) => boolean
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
  const layers = [root.append('g')]
  for (const { id, ink } of chart.series) {
    layers.push(root.append('g').attr('class', 'series-behind').attr('data-behind', id).style('--ink', ink))
  }
  for (const [place, series] of chart.series.entries()) {
    const isTwin = isOfModel(series) && chart.series.slice(0, place).some(({ ink }) => ink === series.ink)
    layers.push(seriesLayer(root, series, isTwin))
  }
  let marks = marksOf(chart)
  for (const [place, layer] of layers.entries()) draw(layer, marks[place], plot)
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
    redraw(next, nextSize) {
      if (size.width !== nextSize.width || size.height !== nextSize.height || !isFramedAlike(chart, next)) return false
      const before = marks
      marks = marksOf(next)
      for (const [place, layer] of layers.entries()) {
        if (areSame(before[place], marks[place])) continue
        layer.selectChildren(':not(title)').remove()
        draw(layer, marks[place], plot)
      }
      return true
    },
  }
}

function draw(layer: MarkLayer, marks: readonly Mark[] | undefined, plot: Plot): void {
  for (const mark of marks ?? []) mark(layer, plot)
}

/** Roles such as "the one that matters" are inks of another kind. */
const isOfModel = ({ ink }: Series): boolean => !ink.startsWith('var(')

/** @param isTwin whether another series has its colour, as models of one training do */
function seriesLayer(root: MarkLayer, series: Series, isTwin: boolean): MarkLayer {
  const { id, name, about = name, ink, isStale } = series
  const layer = root
    .append('g')
    .attr('class', ['series', isStale && 'is-stale', isTwin && 'is-twin'].filter(Boolean).join(' '))
  layer.attr('data-series', id).style('--ink', ink).append('title').text(about)
  return layer
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
