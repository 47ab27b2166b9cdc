/** @file Several charts as one, two beside each other. */
import { select } from 'd3'
import type { Chart, ChartSize } from './chart'
import { drawChart } from './drawChart'
import { heightOf } from './plot'

const COLUMNS = 2
const PANEL_HEIGHT = 200
const GAP = { x: 36, y: 20 }

/** So high that the highest of them has its height. */
const panelHeight = (charts: readonly Chart[]): number =>
  Math.max(...charts.map((chart) => heightOf(chart, PANEL_HEIGHT)))

export const panelsHeight = (charts: readonly Chart[]): number =>
  Math.ceil(charts.length / COLUMNS) * (panelHeight(charts) + GAP.y) - GAP.y

export function drawPanels(svg: SVGSVGElement, charts: readonly Chart[], { width, height }: ChartSize): void {
  const root = select(svg).attr('viewBox', `0 0 ${width} ${height}`)
  root.selectAll('*').remove()
  const panelWidth = (width - (COLUMNS - 1) * GAP.x) / COLUMNS
  for (const [place, chart] of charts.entries()) {
    const size = { width: panelWidth, height: panelHeight(charts) }
    const panel = root
      .append('svg')
      .attr('x', (place % COLUMNS) * (panelWidth + GAP.x))
      .attr('y', Math.floor(place / COLUMNS) * (size.height + GAP.y))
      .attr('width', size.width)
      .attr('height', size.height)
      .attr('overflow', 'visible')
    drawChart(panel.node() as SVGSVGElement, chart, size)
  }
}
