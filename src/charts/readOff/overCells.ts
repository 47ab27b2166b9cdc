/** @file Charts of cells are read off cell by cell. */
import type { Direction, ReadOff } from '../frame/chart'
import { cellFrame } from '../marks/cells'

export interface CellPlace {
  readonly column: number
  readonly row: number
}

interface OverCells {
  readonly columns: number
  readonly rows: number
  readonly text: (place: CellPlace) => string
}

const STEPS: Readonly<Record<Direction, readonly [columns: number, rows: number]>> = {
  left: [-1, 0],
  right: [1, 0],
  up: [0, -1],
  down: [0, 1],
}

export function overCells({ columns, rows, text }: OverCells): ReadOff<CellPlace> {
  const within = (place: CellPlace) =>
    place.column >= 0 && place.column < columns && place.row >= 0 && place.row < rows ? place : null
  return {
    at: (plot, x, y) => within({ column: Math.floor(plot.x.invert(x)), row: Math.floor(plot.y.invert(y)) }),
    next: (look, direction) => {
      const [right, down] = STEPS[direction]
      if (look === null) return within({ column: 0, row: 0 })
      return within({ column: look.column + right, row: look.row + down }) ?? look
    },
    mark: (look) => cellFrame(look),
    text,
  }
}
