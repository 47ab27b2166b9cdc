import { describe, expect, it } from 'vitest'
import type { Point } from './frame/chart'
import { plotOf } from './frame/plot'
import { pointAt } from './readOff/alongX'
import { runningMean } from './runningMean'
import { type StepData, type StepPoint, stepCurves } from './stepCurves'

const points = (...values: readonly (readonly [step: number, value: number])[]): StepPoint[] =>
  values.map(([step, value]) => ({ step, value, interval: null }))

const data = (scale: StepData['scale'], drawn: readonly StepPoint[], steps = 100): StepData => ({
  title: '',
  scale,
  steps,
  series: [{ id: 'one', label: 'one', isEmphasised: false, form: 'measured', points: drawn }],
  marks: [],
  format: String,
})

const chart = (...of: Parameters<typeof data>) => stepCurves(data(...of))

const plainPoints = (...values: readonly (readonly [x: number, y: number])[]): Point[] =>
  values.map(([x, y]) => ({ x, y }))

const SIZE = { width: 500, height: 200 }

describe('a running mean', () => {
  it('averages the steps within its window, and fewer at the beginning', () => {
    const mean = runningMean(plainPoints([1, 4], [2, 2], [3, 6], [4, 1]), 2)
    expect(mean.map(({ y }) => y)).toEqual([4, 3, 4, 3.5])
  })

  it('depends on steps, not on the number of values', () => {
    const mean = runningMean(plainPoints([1, 4], [2, 2], [50, 6]), 10)
    expect(mean.map(({ y }) => y)).toEqual([4, 3, 6])
  })

  it('leaves out values that are not finite', () => {
    const { series, ...rest } = data('zero', points([1, 2], [2, Number.NaN], [3, 4]))
    const each = { ...series[0]!, form: 'everyStep' as const }
    expect(stepCurves({ ...rest, series: [each] }).series[0]!.points.map(({ y }) => y)).toEqual([2, 3])
  })
})

describe('reading off a training curve', () => {
  const measured = points([0, 1], [20, 2], [40, 3])

  it('uses the last point at or before a step', () => {
    const [{ points: read } = { points: [] }] = chart('zero', measured).series
    expect([-1, 0, 19, 20, 99].map((step) => pointAt(read, step, 'latest')?.y)).toEqual([undefined, 1, 1, 2, 3])
  })

  it('uses the nearest step at which some curve has a point', () => {
    const looked = (drawn: readonly StepPoint[], place: number) => {
      const plot = plotOf(chart('zero', drawn), SIZE)
      return chart('zero', drawn).readOff?.at(plot, plot.x(place), 0)
    }
    expect([-5, 9, 11, 33, 90].map((place) => looked(measured, place))).toEqual([0, 0, 20, 40, 40])
    expect(looked([], 3)).toBe(null)
  })
})

describe('axes of training curves', () => {
  it('cover the whole run, with room for the names at its end', () => {
    const { x } = plotOf(chart('zero', points([3, 1]), 60), SIZE)
    expect(x.domain()).toEqual([0, 60])
    expect(SIZE.width - x(60)).toBeGreaterThanOrEqual(80)
  })

  it('cover whole decades on a log scale, and at least one', () => {
    expect(plotOf(chart('log', points([0, 42], [9, 3.1])), SIZE).y.domain()).toEqual([1, 100])
    expect(plotOf(chart('log', points([0, 4])), SIZE).y.domain()).toEqual([1, 10])
    expect(plotOf(chart('log', []), SIZE).y.domain()).toEqual([1, 10])
  })

  it('range from 0 to 100 % and contain the intervals', () => {
    expect(plotOf(chart('percent', points([0, 55])), SIZE).y.domain()).toEqual([0, 100])
    const wide = [{ step: 0, value: 2, interval: { low: 1, high: 7 } }]
    expect(plotOf(chart('zero', wide), SIZE).y.domain()[1]).toBeGreaterThanOrEqual(7)
  })

  it('include zero if values are signed', () => {
    const [low, high] = plotOf(chart('signed', points([0, -0.1], [5, 0.3])), SIZE).y.domain() as [number, number]
    expect(low).toBeLessThanOrEqual(-0.1)
    expect(high).toBeGreaterThanOrEqual(0.5)
  })

  it('show no correlation above 1', () => {
    for (const value of [0.97, -0.93]) {
      const [low, high] = plotOf(chart('signed', points([0, value], [5, -0.99])), SIZE).y.domain() as [number, number]
      expect([low >= -1, high <= 1]).toEqual([true, true])
    }
  })

  it('ignore values that are not finite', () => {
    expect(plotOf(chart('zero', points([0, 3], [1, Number.NaN], [2, Infinity])), SIZE).y.domain()).toEqual([0, 3])
  })
})

it('arrow keys move step by step, from either end, and stop at the last', () => {
  const { readOff } = chart('zero', points([0, 1], [20, 2], [40, 3]))
  expect(readOff?.next(null, 'right')).toBe(0)
  expect(readOff?.next(null, 'left')).toBe(40)
  expect(readOff?.next(20, 'right')).toBe(40)
  expect(readOff?.next(40, 'right')).toBe(40)
  expect(readOff?.next(25, 'left')).toBe(20)
  expect(readOff?.text(25)).toBe('step 25: one 2')
})

it('names at the ends have room, however long they are', () => {
  const long = '(2 − λ) CE of adversarial images'
  const { series, ...rest } = data('zero', points([1, 2]))
  const { endLabels } = stepCurves({ ...rest, series: [{ ...series[0]!, label: long }] })
  expect(endLabels!.room).toBeGreaterThan(6 * long.length)
})
