/** @file Charts of curves are read off at a value of the horizontal axis, all series at once. */
import { bisector } from 'd3'
import type { Mark, Plot, Point, ReadOff, Series } from '../frame/chart'
import { upright } from '../marks/rules'

/** What a curve says between its points: nothing, what its latest point did, or that it is constant up to the next. */
export type Between = 'nothing' | 'latest' | 'constant'

export interface AlongX {
  readonly series: readonly Series[]
  readonly between: Between
  /** Such as "ε = 8/255". */
  readonly place: (x: number) => string
  readonly value: (point: Point) => string
}

/** Pixels between what two series say at one place, where that has whiskers. */
const DODGE = 7

/** Every value of the horizontal axis at which some series has a point, ascending. */
export const placesOf = (series: readonly Pick<Series, 'points'>[]): number[] =>
  [...new Set(series.flatMap(({ points }) => points.map(({ x }) => x)))].sort((a, b) => a - b)

/** What a series says at a place; undefined where it says nothing. */
export function pointAt(points: readonly Point[], place: number, between: Between): Point | undefined {
  const at = points[bisector((point: Point) => point.x).right(points, place) - 1]
  if (at === undefined || (between === 'nothing' && at.x !== place)) return undefined
  return between === 'constant' ? { ...at, x: place } : at
}

export function alongX({ series, between, place, value }: AlongX): ReadOff<number> {
  const places = placesOf(series)
  return {
    at: ({ x }: Plot, pixel) => {
      const [low = 0, high = 0] = x.domain()
      const within = Math.min(high, Math.max(low, x.invert(pixel)))
      if (places.length === 0) return null
      return between === 'constant' ? within : nearest(places, within)
    },
    next: (look, direction) => {
      if (direction === 'up' || direction === 'down') return null
      if (look === null) return (direction === 'right' ? places[0] : places.at(-1)) ?? null
      const at = places.findLastIndex((one) => one <= look)
      // From between two places, as on a constant stretch, the left one is the next to the left.
      const isBetween = at >= 0 && places[at] !== look
      const to = direction === 'right' ? at + 1 : at - (isBetween ? 0 : 1)
      return places[Math.min(places.length - 1, Math.max(0, to))] ?? null
    },
    mark: (look, emphasised) => crosshair(series, { look, emphasised, between }),
    text: (look) => {
      const said = series.flatMap(({ name, points }) => {
        const point = pointAt(points, look, between)
        return point === undefined ? [] : [`${name} ${value(point)}`]
      })
      return said.length === 0 ? place(look) : `${place(look)}: ${said.join(', ')}`
    },
  }
}

const nearest = (places: readonly number[], to: number): number =>
  places.reduce((best, one) => (Math.abs(one - to) < Math.abs(best - to) ? one : best))

interface Crosshair {
  readonly look: number
  readonly emphasised: string | null
  readonly between: Between
}

/** A line through the place, with the value and the interval of every series there, side by side. */
function crosshair(series: readonly Series[], { look, emphasised, between }: Crosshair): Mark {
  const there = series.flatMap(({ id, ink, points }) => {
    const point = emphasised !== null && emphasised !== id ? undefined : pointAt(points, look, between)
    return point === undefined ? [] : [{ ink, ...point }]
  })
  const hasWhiskers = there.some(({ low }) => low !== undefined)
  return (layer, plot) => {
    const { x, y } = plot
    upright(look)(layer, plot)
    for (const [index, point] of there.entries()) {
      const place = x(point.x) + (hasWhiskers ? DODGE * (index - (there.length - 1) / 2) : 0)
      const group = layer.append('g').style('--ink', point.ink)
      if (point.low !== undefined && point.high !== undefined) {
        const whisker = group.append('line').attr('class', 'whisker').attr('x1', place).attr('x2', place)
        whisker.attr('y1', y(point.low)).attr('y2', y(point.high))
      }
      group.append('circle').attr('class', 'looked').attr('cx', place).attr('cy', y(point.y)).attr('r', 4)
    }
  }
}
