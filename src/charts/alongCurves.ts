/** @file A number along a straight line from the image, a curve a model. */
import type { Chart, Mark, NumberAxis, Point, Series } from './frame/chart'
import { fromZero, wholeDecades } from './frame/domains'
import { dots } from './marks/dots'
import { line } from './marks/line'
import { upright } from './marks/rules'
import { alongX } from './readOff/alongX'

export interface AlongCurve {
  readonly id: string
  readonly name: string
  readonly color: string
  readonly points: readonly Point[]
  /** What the slope at the image foretells: by how much the value rises per step. */
  readonly slope?: number
  readonly isStale: boolean
}

export interface AlongCurvesData {
  readonly title: string
  /** Above the values, such as "nats". */
  readonly unit?: string
  readonly scale: 'fromZero' | 'log'
  /** Of a step, such as "1 = 8/255". */
  readonly xLabel: string
  readonly curves: readonly AlongCurve[]
  readonly format: (value: number) => string
}

/** What stands at t = 1, and where the axis ends. */
const STEP = 1
const END = 2

export function alongCurves({ title, unit, scale, xLabel, curves, format }: AlongCurvesData): Chart<number> {
  const values = curves.flatMap(({ points }) => points.map(({ y }) => y))
  const y: NumberAxis =
    scale === 'log'
      ? { kind: 'log', label: title, ...(unit && { unit }), domain: wholeDecades(values) }
      : { kind: 'linear', label: title, ...(unit && { unit }), domain: fromZero(values), ticks: { count: 4 } }
  const series = curves.map(
    ({ id, name, color, points, slope, isStale }): Series => ({
      id,
      name,
      ink: color,
      points,
      isStale,
      behind: slope === undefined ? [] : [foretold(points, slope, y.domain)],
      marks: [line(points), dots(points, { radius: 2.5 })],
    }),
  )
  return {
    x: { kind: 'linear', label: xLabel, domain: [0, END], ticks: { count: 4 } },
    y,
    series,
    behind: [upright(STEP, 'reference')],
    isCompact: true,
    readOff: alongX({
      series,
      between: 'nothing',
      place: (place) => `t = ${place}`,
      value: (point) => format(point.y),
    }),
  }
}

/** The straight line from the first point, as far as the chart goes. */
function foretold(points: readonly Point[], slope: number, [low, high]: readonly [number, number]): Mark {
  const [first] = points
  if (first === undefined || slope === 0) return () => {}
  const bound = slope > 0 ? high : low
  const end = Math.min(END, Math.max(0, (bound - first.y) / slope))
  return line([first, { x: first.x + end, y: first.y + slope * end }], { isDashed: true })
}
