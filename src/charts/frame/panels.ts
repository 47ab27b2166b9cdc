/** @file Several charts as one, two or more beside each other. */
import { select } from 'd3'
import { largestOf } from '../../numbers/extremes'
import type { Chart, ChartSize } from './chart'
import { drawChart } from './drawChart'
import { heightOf } from './plot'

/** More than two stand beside each other where each has this width. */
export const USUAL_PANEL_WIDTH = 400
const PANEL_HEIGHT = 200
const GAP = { x: 36, y: 20 }

/** So high that the highest of them has its height. */
const panelHeight = (charts: readonly Chart[]): number =>
  largestOf(charts.map((chart) => heightOf(chart, PANEL_HEIGHT)))

export interface PanelRoom {
  readonly width: number
  /** The least of a panel. */
  readonly panelWidth: number
}

const columnsOf = (charts: readonly Chart[], { width, panelWidth }: PanelRoom): number =>
  Math.max(2, Math.min(charts.length, Math.floor((width + GAP.x) / (panelWidth + GAP.x))))

export const panelsHeight = (charts: readonly Chart[], room: PanelRoom): number =>
  Math.ceil(charts.length / columnsOf(charts, room)) * (panelHeight(charts) + GAP.y) - GAP.y

export function drawPanels(
  svg: SVGSVGElement,
  charts: readonly Chart[],
  { width, height }: ChartSize,
  least: number,
): void {
  const columns = columnsOf(charts, { width, panelWidth: least })
  const root = select(svg).attr('viewBox', `0 0 ${width} ${height}`)
  root.selectAll('*').remove()
  const panelWidth = (width - (columns - 1) * GAP.x) / columns
  for (const [place, chart] of charts.entries()) {
    const size = { width: panelWidth, height: panelHeight(charts) }
    const panel = root
      .append('svg')
      .attr('x', (place % columns) * (panelWidth + GAP.x))
      .attr('y', Math.floor(place / columns) * (size.height + GAP.y))
      .attr('width', size.width)
      .attr('height', size.height)
      .attr('overflow', 'visible')
    drawChart(panel.node() as SVGSVGElement, chart, size)
  }
}
