/** @file How a number is distributed over images: a histogram with its density, one for each model or outcome (Fig. 6 of the paper). */
import { bandwidthOf, densityAt } from '../numbers/density'
import { quantilesOf } from '../numbers/quantiles'
import type { Chart, NumberAxis, Point } from './frame/chart'
import { fromZero } from './frame/domains'
import { area } from './marks/area'
import { line } from './marks/line'
import { upright } from './marks/rules'

export interface Distributed {
  readonly id: string
  readonly name: string
  readonly ink: string
  readonly values: readonly number[]
  /** Those of them that are selected; undefined where nothing is. */
  readonly chosen?: readonly number[] | undefined
}

export interface DistributionsData {
  readonly axis: NumberAxis
  readonly groups: readonly Distributed[]
}

const BINS = 48
const CURVE_POINTS = 160

/** Densities are per unit of the axis: per decade where it is logarithmic. */
export function distributions({ axis, groups }: DistributionsData): Chart {
  const toPlace = (value: number) => (axis.kind === 'log' ? Math.log10(Math.max(value, axis.domain[0])) : value)
  const toValue = (place: number) => (axis.kind === 'log' ? 10 ** place : place)
  const [low, high] = axis.domain.map(toPlace) as [number, number]
  const width = (high - low) / BINS
  const drawn = groups.map((group) => {
    const places = group.values.map(toPlace)
    const count = Math.max(1, places.length)
    const bars = histogram(places, { low, width, count }).map(({ x, y }) => ({ x: toValue(x), y }))
    const chosen = group.chosen && histogram(group.chosen.map(toPlace), { low, width, count })
    return {
      group,
      bars,
      curve: knownCurve(group.values, axis, () => curveOf(places, low, high).map(({ x, y }) => ({ x: toValue(x), y }))),
      chosen: chosen?.map(({ x, y }) => ({ x: toValue(x), y })),
      median: group.values.length === 0 ? null : (quantilesOf(group.values, [0.5])[0] as number),
    }
  })
  const heights = drawn.flatMap(({ bars, curve }) => [...bars, ...curve].map(({ y }) => y))
  const isSelecting = drawn.some(({ chosen }) => chosen !== undefined)
  return {
    x: axis,
    y: {
      kind: 'linear',
      label: axis.kind === 'log' ? 'density per decade' : 'density',
      domain: fromZero(heights),
      ticks: { count: 3 },
    },
    series: drawn.map(({ group: { id, name, ink }, bars, curve, chosen, median }) => ({
      id,
      name,
      ink,
      points: curve,
      behind: [
        area(isSelecting ? (chosen ?? []) : bars, { isSteps: true, isChosen: isSelecting }),
        ...(median === null ? [] : [upright(median, 'median')]),
      ],
      marks: [line(curve)],
    })),
  }
}

/** Of the last axis that it was estimated for: while a selection is dragged, values and axis stay. */
const curves = new WeakMap<readonly number[], { readonly axis: string; readonly curve: readonly Point[] }>()

function knownCurve(values: readonly number[], axis: NumberAxis, estimate: () => readonly Point[]): readonly Point[] {
  const key = `${axis.kind} ${axis.domain.join(' ')}`
  const known = curves.get(values)
  if (known?.axis === key) return known.curve
  const curve = estimate()
  curves.set(values, { axis: key, curve })
  return curve
}

interface Bins {
  readonly low: number
  readonly width: number
  /** What the densities are relative to. */
  readonly count: number
}

function histogram(places: readonly number[], { low, width, count }: Bins): Point[] {
  const counts = new Array<number>(BINS).fill(0)
  for (const place of places) {
    const bin = Math.min(BINS - 1, Math.max(0, Math.floor((place - low) / width)))
    counts[bin] = (counts[bin] as number) + 1
  }
  // The last one again, as a step lasts up to the next point.
  return [...counts, counts.at(-1) as number].map((each, bin) => ({ x: low + bin * width, y: each / (count * width) }))
}

function curveOf(places: readonly number[], low: number, high: number): Point[] {
  const bandwidth = bandwidthOf(places)
  if (bandwidth === 0) return []
  const at = Array.from({ length: CURVE_POINTS }, (_, i) => low + ((high - low) * i) / (CURVE_POINTS - 1))
  const density = densityAt(places, at, bandwidth)
  return at.map((x, i) => ({ x, y: density[i] as number }))
}
