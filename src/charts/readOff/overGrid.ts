/** @file Charts of values on a grid are read off at its points. */
import type { Direction, ReadOff } from '../frame/chart'

export interface GridPlace {
  readonly column: number
  readonly row: number
}

interface OverGrid {
  /** Of the points, ascending. */
  readonly columns: readonly number[]
  readonly rows: readonly number[]
  readonly text: (place: GridPlace) => string
}

const STEPS: Readonly<Record<Direction, readonly [columns: number, rows: number]>> = {
  left: [-1, 0],
  right: [1, 0],
  up: [0, 1],
  down: [0, -1],
}

export function overGrid({ columns, rows, text }: OverGrid): ReadOff<GridPlace> {
  const within = (place: GridPlace): GridPlace => ({
    column: Math.min(columns.length - 1, Math.max(0, place.column)),
    row: Math.min(rows.length - 1, Math.max(0, place.row)),
  })
  return {
    at: ({ x, y }, pixelX, pixelY) => ({
      column: nearestIndex(columns, x.invert(pixelX)),
      row: nearestIndex(rows, y.invert(pixelY)),
    }),
    next(look, direction) {
      const [right, up] = STEPS[direction]
      if (look === null) return { column: nearestIndex(columns, 0), row: nearestIndex(rows, 0) }
      return within({ column: look.column + right, row: look.row + up })
    },
    mark:
      ({ column, row }) =>
      (layer, { x, y, left, right, top, bottom }) => {
        const [across, up] = [x(columns[column] as number), y(rows[row] as number)]
        const line = (x1: number, x2: number, y1: number, y2: number) =>
          layer.append('line').attr('class', 'cross').attr('x1', x1).attr('x2', x2).attr('y1', y1).attr('y2', y2)
        line(across, across, top, bottom)
        line(left, right, up, up)
      },
    text,
  }
}

const nearestIndex = (values: readonly number[], to: number): number =>
  values.reduce((best, value, i) => (Math.abs(value - to) < Math.abs((values[best] as number) - to) ? i : best), 0)
