/** @file Measurements of a model during training, against the step: one panel per unit, with curves labelled at their ends. */
import { accuracyAxis } from './accuracyAxis'
import type { Chart, NumberAxis, Point, Series } from './frame/chart'
import { fromZero, ofCorrelations, wholeDecades } from './frame/domains'
import { roomForNames } from './frame/endLabels'
import { band } from './marks/band'
import { dots } from './marks/dots'
import { failures } from './marks/failures'
import { line } from './marks/line'
import { ROLE_INKS } from './palette'
import { alongX } from './readOff/alongX'
import { runningMean } from './runningMean'

export interface StepPoint {
  /** Steps taken. */
  readonly step: number
  readonly value: number
  /** Ends of its 95 % interval, or null where it is none of a share. */
  readonly interval: { readonly low: number; readonly high: number } | null
}

export interface StepSeries {
  readonly id: string
  /** Stands at the curve's end. */
  readonly label: string
  /** Whether it is the one of the panel that matters most. */
  readonly isEmphasised: boolean
  /** `everyStep`: so many values that their running mean is drawn over them. `measured`: a dot a value. */
  readonly form: 'everyStep' | 'measured'
  /** By step, ascending. */
  readonly points: readonly StepPoint[]
}

/** Something that happened, such as a step that was taken back. */
export interface StepMark {
  readonly step: number
  readonly label: string
}

export interface StepData {
  /** The quantity on the vertical axis, with its unit. */
  readonly title: string
  /** `percent`: from 0 to 100. `zero`: from 0 up. `log`: in decades. `signed`: zero marked, as of a correlation. */
  readonly scale: 'percent' | 'zero' | 'log' | 'signed'
  /** Of the whole run: the right end of the axis. */
  readonly steps: number
  readonly series: readonly StepSeries[]
  readonly marks: readonly StepMark[]
  readonly format: (value: number) => string
}

/** Share of the run that a running mean goes back over, and steps at least. */
const MEAN_OVER = { share: 1 / 20, steps: 5 }

export function stepCurves(data: StepData): Chart<number> {
  const { steps, marks, format } = data
  const series = data.series.map((one) => seriesOf(one, steps))
  return {
    x: { kind: 'linear', label: 'step', domain: [0, Math.max(1, steps)], ticks: { isWhole: true } },
    y: axisOf(data),
    series,
    behind: [
      failures(
        marks.map(({ step, label }) => ({ x: step, label })),
        { place: 'top' },
      ),
    ],
    endLabels: { room: roomForNames(series, 92) },
    isCompact: true,
    readOff: alongX({ series, between: 'latest', place: (step) => `step ${step}`, value: ({ y }) => format(y) }),
  }
}

function axisOf({ title, scale, series }: StepData): NumberAxis {
  const values = series.flatMap(({ points }) =>
    points.flatMap(({ value, interval }) => (interval ? [value, interval.low, interval.high] : [value])),
  )
  if (scale === 'percent') return accuracyAxis(title)
  if (scale === 'log') return { kind: 'log', label: title, domain: wholeDecades(values) }
  return { kind: 'linear', label: title, domain: scale === 'zero' ? fromZero(values) : ofCorrelations(values) }
}

function seriesOf({ id, label, isEmphasised, form, points: all }: StepSeries, steps: number): Series {
  const each = all.flatMap(({ step, value, interval }): Point[] =>
    Number.isFinite(value) ? [{ x: step, y: value, ...interval }] : [],
  )
  // What is read off a series of one value a step is the running mean.
  const window = Math.max(MEAN_OVER.steps, Math.round(steps * MEAN_OVER.share))
  const points = form === 'everyStep' ? runningMean(each, window) : each
  return {
    id,
    name: label,
    ink: ROLE_INKS[isEmphasised ? 'main' : 'other'],
    points,
    behind: [band(each)],
    marks:
      form === 'everyStep'
        ? [line(each, { isFaint: true }), line(points)]
        : [line(points), dots(points, { radius: 2.5 })],
  }
}
