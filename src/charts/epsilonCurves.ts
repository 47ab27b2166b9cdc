/** @file Share of images that are robust, against epsilon: measured points joined by lines, or the steps of a survival curve. */
import { accuracyAxis, accuracyText } from './accuracyAxis'
import type { Chart, Point, Series } from './frame/chart'
import { band } from './marks/band'
import { diamonds } from './marks/diamonds'
import { dots } from './marks/dots'
import { dropLine } from './marks/dropLine'
import { floor } from './marks/floor'
import { line } from './marks/line'
import { across } from './marks/rules'
import { alongX } from './readOff/alongX'

export interface EpsilonPoint {
  /** As it is shown: in /255, or plain. */
  readonly epsilon: number
  /** All three in [0, 1]. */
  readonly share: number
  readonly low: number
  readonly high: number
}

/** A share in [0, 1] at an epsilon as it is shown. */
export type ShareAt = Pick<EpsilonPoint, 'epsilon' | 'share'>

export interface EpsilonSeries {
  readonly id: string
  readonly name: string
  readonly color: string
  /** Lengths of dashes and gaps, which tell runs apart; none for a solid line. */
  readonly dash?: string
  /** By epsilon, ascending. */
  readonly points: readonly EpsilonPoint[]
  /** Where the curve crosses one half, marked; null for none. */
  readonly median: number | null
  /** Published for it, with the intervals of their own images. */
  readonly published?: readonly EpsilonPoint[]
  /** Below which no attack comes: each share holds from the point before up to its own epsilon. Ascending, from 0. */
  readonly floor?: readonly ShareAt[]
}

export interface EpsilonData {
  readonly series: readonly EpsilonSeries[]
  /** `points`: straight between what was measured. `steps`: constant up to the next change. */
  readonly form: 'points' | 'steps'
  /** Right end of the axis. */
  readonly highest: number
  /** Epsilons that the axis names where there is room; round numbers where there are none. */
  readonly named: readonly number[]
  readonly xTitle: string
  /** Of the share, without its unit. */
  readonly yTitle: string
  /** The text for an epsilon, such as "ε = 8/255". */
  readonly epsilonText: (epsilon: number) => string
}

const HALF = 50

export function epsilonCurves(data: EpsilonData): Chart<number> {
  const { form, highest, named, xTitle, yTitle, epsilonText } = data
  const series = data.series.map((one) => seriesOf(one, data))
  const hasMedian = data.series.some(({ median }) => median !== null)
  return {
    x: {
      kind: 'linear',
      label: xTitle,
      domain: [0, highest],
      ticks: named.length === 0 ? {} : { values: [...new Set([0, ...named])] },
    },
    y: accuracyAxis(yTitle),
    series,
    behind: hasMedian ? [across(HALF)] : [],
    endLabels: { room: 160, from: 620, hasLeaders: true },
    readOff: alongX({
      series,
      between: form === 'steps' ? 'constant' : 'nothing',
      place: epsilonText,
      value: accuracyText,
    }),
  }
}

function seriesOf({ id, name, color, median, ...one }: EpsilonSeries, { form, highest }: EpsilonData): Series {
  const { published = [], floor: verified = [] } = one
  const points = one.points.map(inPercent)
  const isSteps = form === 'steps'
  const course = isSteps ? 'steps' : 'straight'
  const drawn = isSteps ? goingOn(points, highest) : points
  return {
    id,
    name,
    ink: color,
    points,
    behind: [band(drawn, { course }), floor(cutAt(highest, verified))],
    marks: [
      diamonds(published.filter(({ epsilon }) => epsilon <= highest).map(inPercent)),
      line(drawn, { course, dash: one.dash }),
      ...(isSteps ? [] : [dots(points, { radius: 3.5 })]),
      ...(median !== null && median <= highest ? [dropLine({ x: median, y: HALF })] : []),
    ],
    ...(drawn.length > 0 && { labelAt: drawn.at(-1) as Point }),
  }
}

const inPercent = ({ epsilon, share, low, high }: EpsilonPoint): Point => ({
  x: epsilon,
  y: 100 * share,
  low: 100 * low,
  high: 100 * high,
})

/** As far as the axis goes: the step that leads beyond it ends there. */
function cutAt(highest: number, steps: readonly ShareAt[]): Point[] {
  const beyond = steps.findIndex(({ epsilon }) => epsilon >= highest)
  const shown = beyond === -1 ? steps : steps.slice(0, beyond + 1)
  return shown.map(({ epsilon, share }) => ({ x: Math.min(epsilon, highest), y: 100 * share }))
}

/** The last step goes on to the end of the axis. */
function goingOn(points: readonly Point[], highest: number): readonly Point[] {
  const last = points.at(-1)
  return last === undefined || last.x >= highest ? points : [...points, { ...last, x: highest }]
}
