/** @file A chart as a file of its own: light, with all styles in it, and what it was made with written around it. */
import { select } from 'd3'
import type { Chart, ChartSize } from '../frame/chart'
import { drawChart } from '../frame/drawChart'
import { namesFit } from '../frame/endLabels'
import { drawPanels, type PanelRoom, panelsHeight, USUAL_PANEL_WIDTH } from '../frame/panels'
import { hasEndLabels, heightOf } from '../frame/plot'
import { addLegend, addText, PADDING } from './captions'
import { type DrawMap, drawGrid, drawnMap, measureIn } from './grid/drawGrid'
import type { Grid } from './grid/grid'
import { layoutGrid } from './grid/layoutGrid'
import { inlineStyles } from './inlineStyles'

export interface Standalone {
  /** Maps with their numbers, above the charts. */
  readonly grid?: Grid
  /** One, or several as panels. */
  readonly charts: readonly Chart[]
  /** Pixels that one chart takes; one of rows has its own height. */
  readonly height?: number
  /** Pixels that one of several charts takes at least. */
  readonly panelWidth?: number
  readonly title: string
  /** Below the title: what has to be known to read the chart. */
  readonly lines: readonly string[]
  /** Below the chart, in small: what else it was made with. */
  readonly notes: readonly string[]
}

/** Of charts, in pixels. */
const WIDTH = 880
const USUAL_HEIGHT = 280
/** Room for the text around a single map. */
const LEAST_WIDTH = 480
const FONT = 'Helvetica, Arial, sans-serif'
/** The file's text. */
export const standaloneSvg = (figure: Standalone): string =>
  `<?xml version="1.0" encoding="UTF-8"?>\n${new XMLSerializer().serializeToString(drawStandalone(figure, drawnMap))}\n`

/** The figure as an element. The page's styles are taken in their light form, whatever theme the page has. */
export function drawStandalone(figure: Standalone, drawMap: DrawMap): SVGSVGElement {
  const { grid, charts, height: usual = USUAL_HEIGHT, panelWidth = USUAL_PANEL_WIDTH, title, lines, notes } = figure
  const host = document.createElement('div')
  host.className = 'standalone-figure'
  document.body.append(host)
  try {
    const root = select(host)
      .append('svg')
      .attr('xmlns', 'http://www.w3.org/2000/svg')
      .attr('class', 'chart')
      .attr('font-family', FONT)
    root.append('title').text(title)
    const measure = measureIn(root.node() as SVGSVGElement)
    const layout = grid && layoutGrid(grid, measure, charts.length > 0 ? WIDTH : LEAST_WIDTH)
    const width = Math.max(LEAST_WIDTH, layout?.width ?? 0, charts.length > 0 ? WIDTH : 0)
    const background = root.append('rect').attr('fill', '#ffffff')
    const inner = (y: number, height: number) =>
      root
        .append('svg')
        .attr('x', PADDING)
        .attr('y', y)
        .attr('width', width)
        .attr('height', height)
        .attr('overflow', 'visible')
    let top = addText(root, title, 'figure-title', { top: PADDING, width, measure })
    for (const line of lines) top = addText(root, line, 'value', { top, width, measure })
    top += 10
    if (layout !== undefined) {
      top = Math.ceil(top)
      drawGrid(inner(top, layout.height), layout, drawMap)
      top += layout.height + (charts.length > 0 ? 24 : 0)
    }
    if (charts.length > 0) {
      const room = { width, panelWidth }
      const height = heightOfAll(charts, usual, room)
      drawAll(inner(top, height).node() as SVGSVGElement, charts, { width, height }, panelWidth)
      top = addLegend(root, legendOf(charts, grid !== undefined), top + height, width)
    }
    if (notes.length > 0) top += 12
    for (const note of notes) top = addText(root, note, 'figure-note', { top, width, measure })
    const full = { width: width + 2 * PADDING, height: top + PADDING / 2 }
    background.attr('width', full.width).attr('height', full.height)
    root.attr('width', full.width).attr('height', full.height).attr('viewBox', `0 0 ${full.width} ${full.height}`)
    const element = root.node() as SVGSVGElement
    inlineStyles(element)
    return element
  } finally {
    host.remove()
  }
}

function heightOfAll(charts: readonly Chart[], usual: number, room: PanelRoom): number {
  const [only] = charts
  return charts.length === 1 && only !== undefined ? heightOf(only, usual) : panelsHeight(charts, room)
}

function drawAll(svg: SVGSVGElement, charts: readonly Chart[], size: ChartSize, panelWidth: number): void {
  const [only] = charts
  if (charts.length === 1 && only !== undefined) drawChart(svg, only, size)
  else drawPanels(svg, charts, size, panelWidth)
}

/** The series that no chart names in full itself, and no grid above it either. */
function legendOf(charts: readonly Chart[], isNamedAbove: boolean) {
  if (isNamedAbove) return []
  const unnamed = charts.filter((chart) => !(hasEndLabels(chart, WIDTH) && namesFit(chart)))
  return [...new Map(unnamed.flatMap(({ series }) => series.map((one) => [one.name, one] as const))).values()]
}
