/** @file Several charts against the step as one, for a file: two beside each other. */
import { select } from 'd3'
import type { ChartSize } from './lossChart'
import { drawStepChart, type StepChart } from './stepCurves'

const COLUMNS = 2
const PANEL_HEIGHT = 200
const GAP = { x: 36, y: 20 }

export const stepPanelsHeight = (charts: number): number => Math.ceil(charts / COLUMNS) * (PANEL_HEIGHT + GAP.y) - GAP.y

export function drawStepPanels(svg: SVGSVGElement, charts: readonly StepChart[], { width, height }: ChartSize): void {
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
    drawStepChart(panel.node() as SVGSVGElement, chart, size)
  }
}
