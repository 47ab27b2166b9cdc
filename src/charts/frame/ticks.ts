/** @file Which values an axis names, and how. */
import { format, range } from 'd3'
import type { NumberAxis, Plot } from './chart'

/** Pixels that a tick of each axis wants, and the most ticks that there are without being asked for. */
const ROOM = { x: { pixels: 56, most: 8 }, y: { pixels: 32, most: 5 } }
/** Pixels between two ticks that are asked for by value, and between two decades. */
const LEAST_ROOM = { x: { value: 26, decade: 44 }, y: { value: 14, decade: 20 } }

/** The ticks of an axis in a plot, ascending. */
export function ticksOf({ kind, domain, ticks = {} }: NumberAxis, plot: Plot, along: 'x' | 'y'): number[] {
  const scale = plot[along]
  const room = along === 'x' ? plot.right - plot.left : plot.bottom - plot.top
  if (ticks.values !== undefined) return thinned(ticks.values, scale, LEAST_ROOM[along].value)
  if (kind === 'log') return decades(domain, 1 + room / LEAST_ROOM[along].decade)
  const { pixels, most } = ROOM[along]
  const all = spaced(scale, ticks.count ?? Math.max(2, Math.min(most, room / pixels)), LEAST_ROOM[along].value)
  return ticks.isWhole ? all.filter(Number.isInteger) : all
}

/** About so many ticks, or as many fewer as it takes for two to be so many pixels apart: d3 takes a count as a hint. */
function spaced(scale: Plot['x'], count: number, room: number): number[] {
  const all = scale.ticks(count)
  const [one, other] = all
  const isClose = one !== undefined && other !== undefined && Math.abs(scale(other) - scale(one)) < room
  return isClose && count > 1 ? spaced(scale, count - 1, room) : all
}

/** The first and the last, and between them those that do not lie on the one after them. */
export function thinned(values: readonly number[], place: (value: number) => number, room: number): number[] {
  const ascending = [...values].sort((a, b) => a - b)
  const [first] = ascending
  if (first === undefined) return []
  const isApart = (one: number, other: number) => Math.abs(place(one) - place(other)) >= room
  const ticks: number[] = []
  for (const value of ascending.reverse()) {
    const [next] = ticks
    if ((next === undefined || isApart(value, next)) && (value === first || isApart(value, first))) ticks.unshift(value)
  }
  return ticks[0] === first ? ticks : [first, ...ticks]
}

/** The powers of ten in a domain: each, or every second or further one where there is no room. */
export function decades([low, high]: readonly [number, number], most: number): number[] {
  const first = Math.ceil(Math.log10(low) - 1e-9)
  const last = Math.floor(Math.log10(high) + 1e-9)
  const step = Math.max(1, Math.ceil((last - first + 1) / Math.max(1, Math.floor(most))))
  return range(first, last + 1, step).map((power) => Number(`1e${power}`))
}

/** 0.01 and 1000 in full, 1e−5 and 1e+4 as powers. */
const powerOfTen = (value: number) => format(Math.abs(Math.log10(value)) < 4 ? '~g' : '.0e')(value).replace('e-', 'e−')

export function tickFormat({ kind, ticks }: NumberAxis): (value: number) => string {
  return kind === 'log' ? powerOfTen : format(ticks?.isWhole ? ',' : '~g')
}
