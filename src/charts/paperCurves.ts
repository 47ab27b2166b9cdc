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
  /**
   * Of the paper: a course, or `points` too far apart for one, or a `level` that the others are held against, wherever on
   * the axis: its points are the line's ends.
   */
  readonly drawn?: 'course' | 'points' | 'level'
}

export interface PaperCurvesData {
  readonly title?: string
  readonly x: NumberAxis
  readonly y: NumberAxis
  readonly series: readonly PaperSeries[]
  /** Whether the series are named at their ends; else a legend has to. */
  readonly isNamed?: boolean
  /** A place on the horizontal axis in words, such as "ε = 8/255". */
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

function seriesOf({ id, name, ink, points, isPaper, isStepped = false, drawn = 'course' }: PaperSeries): Series {
  const course = { course: isStepped ? 'steps' : 'straight' } as const
  if (isPaper) {
    const marks = [
      ...(drawn === 'points' ? [] : [line(points, { isDashed: true })]),
      ...(drawn === 'level' ? [] : [diamonds(points)]),
    ]
    return { id, name, ink, points, marks }
  }
  const marks = [line(points, course), ...(points.length <= MOST_DOTS ? [dots(points, { radius: 2.5 })] : [])]
  return { id, name, ink, points, behind: [band(points, course)], marks }
}
