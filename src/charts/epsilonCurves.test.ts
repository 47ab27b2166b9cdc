import { describe, expect, it } from 'vitest'
import {
  type EpsilonChart,
  type EpsilonSeries,
  epsilonScales,
  epsilonTicks,
  measuredEpsilons,
  nearestEpsilon,
  pointAt,
} from './epsilonCurves'

const series = (id: string, ...points: readonly (readonly [epsilon: number, share: number])[]): EpsilonSeries => ({
  id,
  name: id,
  color: 'red',
  points: points.map(([epsilon, share]) => ({ epsilon, share, low: share / 2, high: (1 + share) / 2 })),
  median: null,
})

const chart = (form: EpsilonChart['form'], ...all: readonly EpsilonSeries[]): EpsilonChart => ({
  series: all,
  form,
  highest: 16,
  named: [],
  xTitle: '',
  yTitle: '',
  looked: null,
  emphasised: null,
})

describe('a curve of measured points', () => {
  const measured = chart('points', series('one', [0, 0.9], [4, 0.5], [8, 0.25]), series('two', [0, 0.7], [4, 0.6]))

  it('is read off at the nearest epsilon that was measured of any model', () => {
    expect(measuredEpsilons(measured.series)).toEqual([0, 4, 8])
    expect([-3, 1.9, 2.1, 5.9, 6.1, 99].map((place) => nearestEpsilon(measured, place))).toEqual([0, 0, 4, 4, 8, 8])
  })

  it('says nothing between its points, nor where it was not measured yet', () => {
    const [one, two] = measured.series
    expect(pointAt(measured, one!.points, 4)?.share).toBe(0.5)
    expect(pointAt(measured, one!.points, 5)).toBe(undefined)
    expect(pointAt(measured, two!.points, 8)).toBe(undefined)
  })

  it('without any point is read off nowhere', () => {
    expect(nearestEpsilon(chart('points', series('one')), 4)).toBe(null)
  })
})

describe('a survival curve', () => {
  const survival = chart('steps', series('one', [0, 0.9], [2.5, 0.5], [7, 0]))

  it('is read off anywhere on its axis, and stays until the next change', () => {
    expect([-1, 3.3, 20].map((place) => nearestEpsilon(survival, place))).toEqual([0, 3.3, 16])
    const at = (epsilon: number) => pointAt(survival, survival.series[0]!.points, epsilon)?.share
    expect([0, 2.49, 2.5, 6.9, 7, 16].map(at)).toEqual([0.9, 0.9, 0.5, 0.5, 0, 0])
  })
})

describe('the axes', () => {
  it('begin at no attack and at 0 %, and leave room for names where the chart is wide', () => {
    for (const width of [390, 900]) {
      const { x, y } = epsilonScales({ highest: 16 }, { width, height: 300 })
      expect(x.domain()).toEqual([0, 16])
      expect(y(0)).toBeGreaterThan(y(100))
      expect(width - x(16)).toBeGreaterThanOrEqual(width < 620 ? 10 : 120)
    }
  })
})

it('the axis names the epsilons asked for where there is room, and always 0 and the largest', () => {
  const named = [1, 2, 4, 6, 8, 12, 16]
  const at = (pixels: number) => epsilonTicks(named, (epsilon) => (pixels * epsilon) / 16)
  expect(at(600)).toEqual([0, ...named])
  expect(at(230)).toEqual([0, 2, 4, 6, 8, 12, 16])
  expect(at(120)).toEqual([0, 4, 8, 12, 16])
  expect(at(20)).toEqual([0])
})
