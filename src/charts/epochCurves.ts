/** @file Measurements of a training's epochs, from epoch 0, the model that it began with: curves named at their ends. */
import { largestOf } from '../numbers/extremes'
import { accuracyAxis } from './accuracyAxis'
import type { Chart, NumberAxis, Point, Series } from './frame/chart'
import { ofCorrelations, wholeDecades } from './frame/domains'
import { roomForNames } from './frame/endLabels'
import { band } from './marks/band'
import { dots } from './marks/dots'
import { line } from './marks/line'
import { upright } from './marks/rules'
import { alongX } from './readOff/alongX'

export interface EpochSeries {
  readonly id: string
  readonly name: string
  readonly ink: string
  /** By epoch, ascending. */
  readonly points: readonly {
    readonly epoch: number
    readonly value: number
    readonly low?: number
    readonly high?: number
  }[]
  /** Whether it is only what the others are held against. */
  readonly isFaint?: boolean
}

export interface EpochData {
  /** The vertical axis. */
  readonly title: string
  /** `percent`: from 0 to 100. `log`: in decades. `correlation`: zero marked. */
  readonly scale: 'percent' | 'log' | 'correlation'
  readonly series: readonly EpochSeries[]
  /** The epoch that the page shows, or null. */
  readonly marked: number | null
  readonly format: (value: number) => string
}

const LEAST_ROOM = 76

export function epochCurves({ title, scale, series: all, marked, format }: EpochData): Chart<number> {
  const series = all.map(seriesOf)
  const values = series.flatMap(({ points }) => points.flatMap(({ y, low = y, high = y }) => [y, low, high]))
  const epochs = series.flatMap(({ points }) => points.map(({ x }) => x))
  return {
    x: { kind: 'linear', label: 'epoch', domain: [0, largestOf(epochs, 1)], ticks: { count: 5, isWhole: true } },
    y: axisOf(title, scale, values),
    series,
    behind: marked === null ? [] : [upright(marked, 'marked-epoch')],
    endLabels: { room: roomForNames(series, LEAST_ROOM) },
    isCompact: true,
    readOff: alongX({ series, between: 'nothing', place: (epoch) => `epoch ${epoch}`, value: ({ y }) => format(y) }),
  }
}

function axisOf(title: string, scale: EpochData['scale'], values: readonly number[]): NumberAxis {
  if (scale === 'percent') return accuracyAxis(title)
  if (scale === 'log') return { kind: 'log', label: title, domain: wholeDecades(values) }
  return { kind: 'linear', label: title, domain: ofCorrelations(values) }
}

function seriesOf({ id, name, ink, points: measured, isFaint = false }: EpochSeries): Series {
  const points = measured.map(({ epoch, value, ...interval }): Point => ({ x: epoch, y: value, ...interval }))
  return {
    id,
    name,
    ink,
    points,
    behind: isFaint ? [] : [band(points)],
    marks: isFaint ? [line(points, { isFaint: true })] : [line(points), dots(points, { radius: 2.5 })],
  }
}
