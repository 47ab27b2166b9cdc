/** @file The loss of a model on a plane through the image, as contours. */
import { tickIncrement, ticks } from 'd3'
import type { Chart, Mark } from './frame/chart'
import { contours, type GridValues } from './marks/contours'
import { type GridPlace, overGrid } from './readOff/overGrid'

export interface LossContoursData {
  readonly id: string
  readonly name: string
  readonly color: string
  /** In steps, of losses in nats. */
  readonly grid: GridValues
  /** Losses at which there are lines, ascending. */
  readonly levels: readonly number[]
  readonly xLabel: string
  readonly isStale: boolean
  readonly format: (nats: number) => string
  /** Of the losses at lines, which are round. */
  readonly formatLevel: (nats: number) => string
}

const LINES = 10

/** Round losses between the lowest and the highest of all of these values; none where they are all the same. */
export function contourLevels(surfaces: readonly ArrayLike<number>[]): readonly number[] {
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]
  for (const values of surfaces) {
    for (let i = 0; i < values.length; i++) {
      low = Math.min(low, values[i] as number)
      high = Math.max(high, values[i] as number)
    }
  }
  if (!(high > low) || tickIncrement(low, high, LINES) === 0) return []
  return ticks(low, high, LINES)
}

export function lossContours(data: LossContoursData): Chart<GridPlace> {
  const { id, name, color, grid, levels, xLabel, isStale, format, formatLevel } = data
  const { columns, rows, values } = grid
  const ends = (places: readonly number[]) => [places[0] ?? 0, places.at(-1) ?? 1] as const
  return {
    subject: name,
    x: { kind: 'linear', label: xLabel, domain: ends(columns), ticks: { count: 4 } },
    y: { kind: 'linear', label: '', domain: ends(rows), ticks: { count: 4 } },
    series: [
      {
        id,
        name,
        ink: color,
        points: [],
        isStale,
        marks: [contours(grid, levels, formatLevel), imageMark],
      },
    ],
    isCompact: true,
    readOff: overGrid({
      columns,
      rows,
      text: ({ column, row }) => {
        const [along, across] = [columns[column] as number, rows[row] as number].map((place) => steps(place))
        return `${along} along, ${across} across: loss ${format(values[row * columns.length + column] as number)}`
      },
    }),
  }
}

const steps = (place: number): string => place.toFixed(2).replace('-', '−')

/** Where the image is. */
const imageMark: Mark = (layer, { x, y }) => {
  layer.append('circle').attr('class', 'contour-image').attr('cx', x(0)).attr('cy', y(0)).attr('r', 4)
}
