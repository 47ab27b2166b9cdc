/** @file From each model to each: the column's accuracy under perturbations made on the row's model. */
import { select } from 'd3'
import { shortened } from './labels'
import type { ChartSize } from './lossChart'

export interface TransferModel {
  readonly id: string
  readonly name: string
  readonly color: string
}

export interface TransferSquare {
  readonly from: string
  readonly to: string
  /** In [0, 1]; null where nothing is known yet. */
  readonly share: number | null
  /** Under the percentage, such as "8 of 20 fooled". */
  readonly note: string
}

export interface TransferChart {
  /** Stands where there is no share; that of a share that will not come, unless it is said. */
  readonly missing?: string
  readonly models: readonly TransferModel[]
  readonly squares: readonly TransferSquare[]
  /** The square that is looked at, or null. */
  readonly looked: { readonly from: string; readonly to: string } | null
}

const ROW_HEIGHT = 52
const TOP = 56
const BOTTOM = 8
/** The darkest square, so that text on it is legible. */
const STRONGEST = 0.55

export const transferMatrixHeight = (models: number): number => TOP + models * ROW_HEIGHT + BOTTOM

const namesWidth = (width: number): number => Math.min(180, 0.28 * width)

export function drawTransferMatrix(svg: SVGSVGElement, chart: TransferChart, { width, height }: ChartSize): void {
  const { models, squares, looked, missing = '–' } = chart
  const root = select(svg).attr('viewBox', `0 0 ${width} ${height}`)
  root.selectAll('*').remove()
  const left = namesWidth(width)
  const columnWidth = (width - left) / Math.max(1, models.length)
  root.append('text').attr('class', 'axis-title').attr('x', 0).attr('y', 36).text('made on ↓')
  root.append('text').attr('class', 'axis-title').attr('x', left).attr('y', 12).text('shown to →')
  for (const [place, { name, color }] of models.entries()) {
    const x = left + place * columnWidth
    const y = TOP + (place + 0.5) * ROW_HEIGHT
    const column = root.append('g')
    column.append('title').text(name)
    column
      .append('rect')
      .attr('x', x)
      .attr('y', TOP - 6)
      .attr('width', columnWidth - 4)
      .attr('height', 3)
      .attr('fill', color)
    column
      .append('text')
      .attr('class', 'value')
      .attr('x', x)
      .attr('y', 36)
      .text(shortened(name, columnWidth - 4))
    const row = root.append('g')
    row.append('title').text(name)
    row
      .append('rect')
      .attr('x', left - 7)
      .attr('y', y - ROW_HEIGHT / 2 + 2)
      .attr('width', 3)
      .attr('height', ROW_HEIGHT - 4)
      .attr('fill', color)
    row
      .append('text')
      .attr('class', 'value')
      .attr('x', 0)
      .attr('y', y)
      .attr('dy', '0.35em')
      .text(shortened(name, left - 14))
  }
  for (const { from, to, share, note } of squares) {
    const row = models.findIndex(({ id }) => id === from)
    const column = models.findIndex(({ id }) => id === to)
    if (row < 0 || column < 0) continue
    const [x, y] = [left + column * columnWidth, TOP + row * ROW_HEIGHT]
    const isLooked = looked?.from === from && looked.to === to
    const group = root.append('g').attr('class', from === to ? 'square is-own' : 'square')
    group
      .append('rect')
      .attr('class', isLooked ? 'square-fill is-looked' : 'square-fill')
      .attr('x', x)
      .attr('y', y + 2)
      .attr('width', columnWidth - 4)
      .attr('height', ROW_HEIGHT - 4)
      .attr('fill-opacity', STRONGEST * (share ?? 0))
    group
      .append('text')
      .attr('class', 'square-share')
      .attr('x', x + (columnWidth - 4) / 2)
      .attr('y', y + ROW_HEIGHT / 2 - 3)
      .attr('text-anchor', 'middle')
      .text(share === null ? missing : `${(100 * share).toFixed(1)} %`)
    group
      .append('text')
      .attr('class', 'square-note')
      .attr('x', x + (columnWidth - 4) / 2)
      .attr('y', y + ROW_HEIGHT / 2 + 13)
      .attr('text-anchor', 'middle')
      .text(note)
  }
}

/** The square under a place of the chart, or null. */
export function squareAt({ models }: TransferChart, width: number, x: number, y: number): TransferChart['looked'] {
  const left = namesWidth(width)
  const column = Math.floor((x - left) / ((width - left) / Math.max(1, models.length)))
  const from = models[Math.floor((y - TOP) / ROW_HEIGHT)]
  const to = models[column]
  return from && to ? { from: from.id, to: to.id } : null
}
