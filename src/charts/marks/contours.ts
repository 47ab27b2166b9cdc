import { contours as contoursOf } from 'd3'
import type { Mark, Plot } from '../frame/chart'

/** Values on an even grid. */
export interface GridValues {
  /** Of the columns and of the rows, ascending. */
  readonly columns: readonly number[]
  readonly rows: readonly number[]
  /** Row by row (rows, columns). */
  readonly values: ArrayLike<number>
}

/** Of a label of a line, in pixels: a character, and the room around it. */
const CHARACTER = 6
const ROOM = 8

/** Lines of equal value, with the area above each a little darker, and the values of those that have room. */
export const contours =
  (grid: GridValues, levels: readonly number[], format: (value: number) => string): Mark =>
  (layer, plot) => {
    const { columns, rows, values } = grid
    const bands = contoursOf()
      .size([columns.length, rows.length])
      .thresholds([...levels])(Array.from(values))
    const place = ([x = 0, y = 0]: readonly number[]) => placeOf(plot, grid, x, y)
    for (const band of bands) {
      const rings = band.coordinates.flat()
      const area = rings.map((ring) => `M${ring.map(place).join('L')}Z`)
      layer.append('path').attr('class', 'contour-area').attr('d', area.join('')).attr('fill-rule', 'evenodd')
      const lines = rings.flatMap((ring) => withinOf(ring, grid).map((line) => `M${line.map(place).join('L')}`))
      layer.append('path').attr('class', 'contour').attr('d', lines.join('')).attr('fill', 'none')
    }
    labelLevels(grid, levels, format)(layer, plot)
  }

/** d3-contour has the first value at 0.5, and its outermost rings half a cell outside of the values. */
function placeOf({ x, y }: Plot, { columns, rows }: GridValues, column: number, row: number): string {
  return `${x(valueAt(columns, column - 0.5)).toFixed(1)},${y(valueAt(rows, row - 0.5)).toFixed(1)}`
}

/** The parts of a ring that do not run along the border of the grid, where it is only closed. */
function withinOf(ring: readonly number[][], { columns, rows }: GridValues): number[][][] {
  const [right, top] = [columns.length - 0.5, rows.length - 0.5]
  const isOutside = ([x = 0, y = 0]: readonly number[]) => x < 0.5 || x > right || y < 0.5 || y > top
  const lines: number[][][] = [[]]
  for (const point of ring) {
    if (isOutside(point)) lines.push([])
    else lines.at(-1)?.push(point)
  }
  return lines.filter((line) => line.length > 1)
}

function valueAt(places: readonly number[], index: number): number {
  const [first = 0, second = 0] = places
  const within = Math.min(places.length - 1, Math.max(0, index))
  return first + within * (second - first)
}

/** Where a level is crossed along a row in the lower half, away from what is marked in the middle. */
const labelLevels =
  ({ columns, rows, values }: GridValues, levels: readonly number[], format: (value: number) => string): Mark =>
  (layer, { x, y, left, right }) => {
    const labelled = Math.floor(rows.length / 4)
    const at = (column: number) => values[labelled * columns.length + column] as number
    let free = left
    for (let column = 1; column < columns.length; column++) {
      const [before, after] = [at(column - 1), at(column)]
      for (const level of [...levels].sort((a, b) => (after > before ? a - b : b - a))) {
        if (level < Math.min(before, after) || level >= Math.max(before, after)) continue
        const place = x(valueAt(columns, column - 1 + (level - before) / (after - before)))
        const half = (CHARACTER * format(level).length + ROOM) / 2
        if (place - half < free || place + half > right) continue
        free = place + half
        layer
          .append('text')
          .attr('class', 'contour-value')
          .attr('x', place)
          .attr('y', y(rows[labelled] as number))
          .attr('dy', '0.35em')
          .attr('text-anchor', 'middle')
          .text(format(level))
      }
    }
  }
