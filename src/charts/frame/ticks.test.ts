import { expect, it } from 'vitest'
import type { NumberAxis } from './chart'
import { plotOf } from './plot'
import { decades, thinned, tickFormat, ticksOf } from './ticks'

it.each<[domain: [number, number], most: number, ticks: number[]]>([
  [[1, 100], 4, [1, 10, 100]],
  [[0.01, 10], 4.5, [0.01, 0.1, 1, 10]],
  [[0.0001, 10], 4, [0.0001, 0.01, 1]],
  [[1, 1000], 2, [1, 100]],
  [[1, 10], 0.2, [1]],
  [[2, 300], 4, [10, 100]],
])('the decades of %j have at most %d ticks', (domain, most, ticks) => {
  const powers = (values: number[]) => values.map((value) => Math.round(Math.log10(value)))
  expect(powers(decades(domain, most))).toEqual(powers(ticks))
})

it('the axis labels the requested epsilons if there is room, and always 0 and the largest', () => {
  const named = [0, 1, 2, 4, 6, 8, 12, 16]
  const at = (pixels: number) => thinned(named, (epsilon) => (pixels * epsilon) / 16, 26)
  expect(at(600)).toEqual(named)
  expect(at(230)).toEqual([0, 2, 4, 6, 8, 12, 16])
  expect(at(120)).toEqual([0, 4, 8, 12, 16])
  expect(at(20)).toEqual([0])
})

const axis = (kind: NumberAxis['kind'], domain: [number, number]): NumberAxis => ({ kind, label: 'x', domain })

it('every kind of axis has ticks within its domain, in order, inside the plot', () => {
  for (const [kind, domain] of [
    ['linear', [-3, 7]],
    ['log', [1e-5, 1e3]],
    ['symlog', [-100, 100]],
  ] as const) {
    const y = axis(kind, [...domain])
    const plot = plotOf({ x: axis('linear', [0, 1]), y }, { width: 500, height: 300 })
    const ticks = ticksOf(y, plot, 'y')
    expect(ticks.length).toBeGreaterThanOrEqual(2)
    expect(ticks).toEqual(ticks.toSorted((a, b) => a - b))
    for (const tick of ticks) {
      expect(tick >= domain[0] && tick <= domain[1]).toBe(true)
      expect(plot.y(tick) <= plot.bottom && plot.y(tick) >= plot.top).toBe(true)
    }
  }
})

it('a log axis labels large and small decades as powers, and places 0 at its end', () => {
  const log = axis('log', [1e-5, 1e4])
  expect([1e-5, 0.01, 1000, 1e4].map(tickFormat(log))).toEqual(['1e−5', '0.01', '1000', '1e+4'])
  const { x, left } = plotOf({ x: log, y: axis('linear', [0, 1]) }, { width: 500, height: 300 })
  expect(x(0)).toBe(left)
})

it('a narrow log axis labels all four decades if they fit', () => {
  const x = axis('log', [1, 1000])
  const y = { kind: 'names', label: '', names: [], isShown: false } as const
  const ticksAt = (width: number) => ticksOf(x, plotOf({ x, y }, { width, height: 100 }), 'x')
  expect(ticksAt(160)).toEqual([1, 10, 100, 1000])
  expect(ticksAt(130)).toEqual([1, 100])
})

it('ticks that are asked for by count keep their distance in a narrow plot', () => {
  const x = { ...axis('linear', [-0.2, 1]), ticks: { count: 6 } }
  const ticksAt = (width: number) => {
    const plot = plotOf({ x, y: axis('linear', [0, 1]) }, { width, height: 100 })
    return { plot, ticks: ticksOf(x, plot, 'x') }
  }
  expect(ticksAt(600).ticks).toEqual([-0.2, 0, 0.2, 0.4, 0.6, 0.8, 1])
  for (const width of [90, 120, 160, 200]) {
    const { plot, ticks } = ticksAt(width)
    expect(ticks.length).toBeGreaterThanOrEqual(2)
    for (const [i, tick] of ticks.slice(1).entries()) {
      expect(plot.x(tick) - plot.x(ticks[i] as number)).toBeGreaterThanOrEqual(26)
    }
  }
})
