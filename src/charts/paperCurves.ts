/** @file What was measured here beside what a paper shows: solid lines with dots, and dashed ones with diamonds. */
import type { Chart, NumberAxis, Point, Series } from './frame/chart'
import { roomForNames } from './frame/endLabels'
import { band } from './marks/band'
import { diamonds } from './marks/diamonds'
import { dots } from './marks/dots'
import { line } from './marks/line'
import { alongX } from './readOff/alongX'

export interface PaperSeries {
  readonly id: string
  readonly name: string
  readonly ink: string
  /** By `x`, ascending. */
  readonly points: readonly Point[]
  /** Whether it is the paper's. */
  readonly isPaper: boolean
  /** Constant up to the next point, as shares of images are against ε. */
  readonly isStepped?: boolean
}

export interface PaperCurvesData {
  readonly title?: string
  readonly x: NumberAxis
  readonly y: NumberAxis
  readonly series: readonly PaperSeries[]
  /** A place on the horizontal axis in words, such as "ε = 8/255". */
  /** Whether the series are named at their ends; else a legend has to. */
  readonly isNamed?: boolean
  readonly place: (x: number) => string
  readonly value: (y: number) => string
}

/** More dots than this are a line. */
const MOST_DOTS = 40
const LEAST_ROOM = 150

export function paperCurves({
  title,
  x,
  y,
  series: all,
  isNamed = true,
  place,
  value,
}: PaperCurvesData): Chart<number> {
  const series = all.map(seriesOf)
  return {
    ...(title !== undefined && { title }),
    x,
    y,
    series,
    ...(isNamed && { endLabels: { room: roomForNames(series, LEAST_ROOM, true), from: 420, hasLeaders: true } }),
    isCompact: true,
    readOff: alongX({ series, between: 'constant', place, value: (point) => value(point.y) }),
  }
}

function seriesOf({ id, name, ink, points, isPaper, isStepped = false }: PaperSeries): Series {
  const course = { course: isStepped ? 'steps' : 'straight' } as const
  if (isPaper) {
    return { id, name, ink, points, marks: [line(points, { isDashed: true }), diamonds(points)] }
  }
  const marks = [line(points, course), ...(points.length <= MOST_DOTS ? [dots(points, { radius: 2.5 })] : [])]
  return { id, name, ink, points, behind: [band(points, course)], marks }
}
