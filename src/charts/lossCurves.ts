/** @file A loss along the attack's steps, a curve a model, with the value that it is compared with. */
import { nice } from 'd3'
import type { LossDescription } from '../engine/attacks/losses/description'
import { largestOf, smallestOf } from '../numbers/extremes'
import type { Chart, Point, Series } from './frame/chart'
import type { Domain } from './frame/domains'
import { dots } from './marks/dots'
import { line } from './marks/line'
import { across } from './marks/rules'
import { alongX } from './readOff/alongX'

export interface LossSeries {
  readonly id: string
  readonly name: string
  readonly color: string
  /** Before the first step and after each. */
  readonly losses: readonly number[]
  /** Whether it is of older settings than are on screen. */
  readonly isStale: boolean
}

export interface LossData {
  readonly series: readonly LossSeries[]
  readonly loss: LossDescription
  readonly format: (value: number) => string
}

/** Of values that hardly differ, so that noise does not fill the chart. */
const LEAST_HEIGHT = 0.1

type Losses = Pick<LossSeries, 'losses'>

const stepsOf = (series: readonly Losses[]): number =>
  largestOf(
    series.map(({ losses }) => losses.length - 1),
    0,
  )

/** The axis shows no value that cannot be. */
export function lossDomain(series: readonly Losses[], loss: LossDescription): Domain {
  const { reference, lowest = Number.NEGATIVE_INFINITY, highest = Number.POSITIVE_INFINITY } = loss
  const all = [0, reference?.value ?? 0, ...series.flatMap(({ losses }) => losses)]
  let [low, high] = [smallestOf(all), largestOf(all)]
  if (high - low < LEAST_HEIGHT) {
    if (low + LEAST_HEIGHT <= highest) high = low + LEAST_HEIGHT
    else low = high - LEAST_HEIGHT
  }
  const [bottom, top] = nice(low, high, 5) as [number, number]
  return [Math.max(bottom, Math.min(lowest, low)), Math.min(top, Math.max(highest, high))]
}

export function lossCurves({ series: data, loss, format }: LossData): Chart<number> {
  const { name, unit, reference } = loss
  const steps = stepsOf(data)
  const series = data.map(seriesOf)
  return {
    x: {
      kind: 'linear',
      // Of an attack that takes none, such as noise, there is but what it begins with.
      label: steps === 0 ? 'no attack step' : 'attack step',
      domain: [0, Math.max(1, steps)],
      ticks: steps === 0 ? { values: [0] } : { count: Math.min(steps, 10), isWhole: true },
    },
    y: { kind: 'linear', label: name, unit: unit ?? 'a ratio', domain: lossDomain(data, loss) },
    series,
    behind: reference === null ? [] : [across(reference.value, { name: reference.name })],
    isCompact: true,
    readOff: alongX({ series, between: 'nothing', place: (step) => `step ${step}`, value: ({ y }) => format(y) }),
  }
}

function seriesOf({ id, name, color, losses, isStale }: LossSeries): Series {
  const points = losses.map((y, x): Point => ({ x, y }))
  return { id, name, ink: color, points, isStale, marks: [line(points), dots(points.slice(-1), { radius: 4 })] }
}
