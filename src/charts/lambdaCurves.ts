/** @file Clean and robust accuracy against lambda (the paper's Figure 5), a training a point, with intervals. */
import { largestOf, smallestOf } from '../numbers/extremes'
import { accuracyAxis, accuracyText } from './accuracyAxis'
import type { Chart, Point, Series } from './frame/chart'
import { dots } from './marks/dots'
import { failures } from './marks/failures'
import { line } from './marks/line'
import { across, upright } from './marks/rules'
import { whiskers } from './marks/whiskers'
import { ROLE_INKS } from './palette'
import { alongX } from './readOff/alongX'

export interface LambdaPoint {
  readonly lambda: number
  /** In percent. */
  readonly share: number
  readonly low: number
  readonly high: number
}

export interface LambdaSeries {
  readonly id: 'clean' | 'robust'
  readonly label: string
  /** By lambda, ascending. */
  readonly points: readonly LambdaPoint[]
  /** What the model has that all trainings begin with, or null. */
  readonly before: number | null
}

export interface LambdaData {
  readonly series: readonly LambdaSeries[]
  /** All that are or will be trained, ascending. */
  readonly lambdas: readonly number[]
  /** Where training collapsed. */
  readonly collapsed: readonly number[]
  /** Being trained now, or null. */
  readonly running: number | null
}

/** Pixels between the whiskers of the two curves at one lambda. */
const DODGE = 5

export function lambdaCurves({ lambdas, collapsed, running, ...data }: LambdaData): Chart<number> {
  const [low, high] = [smallestOf(lambdas, 2), largestOf(lambdas, 0)]
  // A little beyond both ends, so that no whisker lies on the axis; and a point alone has a place.
  const beyond = Math.max(0.05, (high - low) * 0.06)
  const ends = [low - beyond, high + beyond] as const
  const series = data.series.map((one, place) =>
    seriesOf(one, { shift: DODGE * (place - (data.series.length - 1) / 2), right: ends[1] }),
  )
  return {
    x: {
      kind: 'linear',
      label: 'λ: weight of the gradient norm',
      aside: '2 − λ that of cross-entropy',
      domain: ends,
      ticks: { values: lambdas },
    },
    y: accuracyAxis(),
    series,
    behind: [
      ...(running === null ? [] : [upright(running)]),
      failures(
        collapsed.map((lambda) => ({ x: lambda, label: `λ = ${lambda}: training collapsed` })),
        { place: 'axis' },
      ),
    ],
    endLabels: { room: 92 },
    isCompact: true,
    readOff: alongX({ series, between: 'nothing', place: (lambda) => `λ = ${lambda}`, value: accuracyText }),
  }
}

function seriesOf(
  { id, label, before, ...one }: LambdaSeries,
  { shift, right }: { readonly shift: number; readonly right: number },
): Series {
  const points = one.points.map(({ lambda, share, low, high }): Point => ({ x: lambda, y: share, low, high }))
  return {
    id,
    name: label,
    ink: ROLE_INKS[id === 'robust' ? 'main' : 'other'],
    points,
    marks: [
      ...(before === null ? [] : [across(before)]),
      line(points, { shift }),
      whiskers(points, { shift }),
      dots(points, { radius: 3.5, shift }),
    ],
    // Without a point yet, the name is that of the line across the chart.
    ...(points.length === 0 && before !== null && { labelAt: { x: right, y: before } }),
  }
}
