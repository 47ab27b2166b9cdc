import type { Mark, Plot } from '../frame/chart'

export interface Cell {
  readonly column: number
  readonly row: number
  /** How dark it is, in [0, 1]. */
  readonly strength: number
  readonly value: string
  /** Under the value, in small. */
  readonly note: string
  /** Whether it is set apart by a frame. */
  readonly isFramed: boolean
}

/** The darkest cell, so that text on it is legible. */
const STRONGEST = 0.55
/** Between two cells. */
const GAP = 4

export const boxOf = ({ column, row }: Pick<Cell, 'column' | 'row'>, { x, y }: Plot) => ({
  left: x(column),
  top: y(row) + GAP / 2,
  width: x(column + 1) - x(column) - GAP,
  height: y(row + 1) - y(row) - GAP,
})

/** A rectangle for each pair of names, with its value in it. */
export const cells =
  (all: readonly Cell[]): Mark =>
  (layer, plot) => {
    for (const cell of all) {
      const { left, top, width, height } = boxOf(cell, plot)
      const group = layer.append('g').attr('class', cell.isFramed ? 'cell-mark is-framed' : 'cell-mark')
      group
        .append('rect')
        .attr('class', 'cell-fill')
        .attr('x', left)
        .attr('y', top)
        .attr('width', width)
        .attr('height', height)
        .attr('fill-opacity', STRONGEST * cell.strength)
      const text = (className: string, y: number, words: string) =>
        group
          .append('text')
          .attr('class', className)
          .attr('x', left + width / 2)
          .attr('y', top + height / 2 + y)
          .attr('text-anchor', 'middle')
          .text(words)
      text('cell-value', -3, cell.value)
      text('cell-note', 13, cell.note)
    }
  }

/** The frame around the cell that is looked at. */
export const cellFrame =
  (cell: Pick<Cell, 'column' | 'row'>): Mark =>
  (layer, plot) => {
    const { left, top, width, height } = boxOf(cell, plot)
    layer
      .append('rect')
      .attr('class', 'cell-look')
      .attr('x', left)
      .attr('y', top)
      .attr('width', width)
      .attr('height', height)
  }
