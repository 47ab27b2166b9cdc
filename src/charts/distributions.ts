/** @file How a number is distributed over images: a histogram with its density, one for each model or outcome (Fig. 6 of the paper). */
import { bandwidthOf, densityAt } from '../numbers/density'
import { quantilesOf } from '../numbers/quantiles'
import type { NumberAxis, Point } from './frame/chart'
import { fromZero } from './frame/domains'
import type { IsChosen, SelectableChart } from './frame/selectable'
import { area } from './marks/area'
import { line } from './marks/line'
import { upright } from './marks/rules'

export interface Distributed {
  readonly id: string
  readonly name: string
  readonly ink: string
  readonly values: readonly number[]
}

export interface DistributionsData {
  readonly axis: NumberAxis
  readonly groups: readonly Distributed[]
}

const BINS = 48
const CURVE_POINTS = 160

/** Densities are per unit of the axis: per decade where it is logarithmic. */
export function distributions({ axis, groups }: DistributionsData): SelectableChart {
  const toPlace = (value: number) => (axis.kind === 'log' ? Math.log10(Math.max(value, axis.domain[0])) : value)
  const toValue = ({ x, y }: Point) => ({ x: axis.kind === 'log' ? 10 ** x : x, y })
  const [low, high] = axis.domain.map(toPlace) as [number, number]
  const width = (high - low) / BINS
  const edges = Array.from({ length: BINS + 1 }, (_, bin) => toValue({ x: low + bin * width, y: 0 }).x)
  const drawn = groups.map(({ id, name, ink, values }) => {
    const places = values.map(toPlace)
    const bins = Uint8Array.from(places, (place) => Math.min(BINS - 1, Math.max(0, Math.floor((place - low) / width))))
    const total = Math.max(1, values.length) * width
    const curve = curveOf(places, low, high).map(toValue)
    const bars = barsOf(bins, edges, total, () => true)
    const median = values.length === 0 ? [] : [upright(quantilesOf(values, [0.5])[0] as number, 'median')]
    return { series: { id, name, ink, points: curve, marks: [line(curve)] }, bins, total, bars, median }
  })
  const heights = drawn.flatMap(({ bars, series }) => [...bars, ...series.points].map(({ y }) => y))
  const y: NumberAxis = {
    kind: 'linear',
    label: axis.kind === 'log' ? 'density per decade' : 'density',
    domain: fromZero(heights),
    ticks: { count: 3 },
  }
  const whole = drawn.map(({ bars }) => area(bars, { isSteps: true }))
  return (chosen) => ({
    x: axis,
    y,
    series: drawn.map(({ series, bins, total, median }, i) => {
      const isChosen = chosen?.[i]
      const bars =
        isChosen === undefined
          ? (whole[i] as (typeof whole)[number])
          : area(barsOf(bins, edges, total, isChosen), { isSteps: true, isChosen: true })
      return { ...series, behind: [bars, ...median] }
    }),
  })
}

/** @param total the area of as many values as there are: counts over it are densities */
function barsOf(bins: Uint8Array, edges: readonly number[], total: number, isCounted: IsChosen): Point[] {
  const counts = new Array<number>(BINS + 1).fill(0)
  for (const [place, bin] of bins.entries()) if (isCounted(place)) counts[bin] = (counts[bin] as number) + 1
  // The last one again, as a step lasts up to the next point.
  counts[BINS] = counts[BINS - 1] as number
  return edges.map((x, bin) => ({ x, y: (counts[bin] as number) / total }))
}

function curveOf(places: readonly number[], low: number, high: number): Point[] {
  const bandwidth = bandwidthOf(places)
  if (bandwidth === 0) return []
  const at = Array.from({ length: CURVE_POINTS }, (_, i) => low + ((high - low) * i) / (CURVE_POINTS - 1))
  const density = densityAt(places, at, bandwidth)
  return at.map((x, i) => ({ x, y: density[i] as number }))
}
