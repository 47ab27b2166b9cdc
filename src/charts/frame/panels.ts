/** @file Several charts as one, two beside each other. */
import { select } from 'd3'
import type { Chart, ChartSize } from './chart'
import { drawChart } from './drawChart'

const COLUMNS = 2
const PANEL_HEIGHT = 200
const GAP = { x: 36, y: 20 }

export const panelsHeight = (count: number): number => Math.ceil(count / COLUMNS) * (PANEL_HEIGHT + GAP.y) - GAP.y

export function drawPanels(svg: SVGSVGElement, charts: readonly Chart[], { width, height }: ChartSize): void {
  const root = select(svg).attr('viewBox', `0 0 ${width} ${height}`)
  root.selectAll('*').remove()
  const panelWidth = (width - (COLUMNS - 1) * GAP.x) / COLUMNS
  for (const [place, chart] of charts.entries()) {
    const size = { width: panelWidth, height: PANEL_HEIGHT }
    const panel = root
      .append('svg')
      .attr('x', (place % COLUMNS) * (panelWidth + GAP.x))
      .attr('y', Math.floor(place / COLUMNS) * (PANEL_HEIGHT + GAP.y))
      .attr('width', size.width)
      .attr('height', size.height)
      .attr('overflow', 'visible')
    drawChart(panel.node() as SVGSVGElement, chart, size)
  }
}
