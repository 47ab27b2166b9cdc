import { describe, expect, it } from 'vitest'
import {
  nearestStep,
  pointAtStep,
  runningMean,
  type StepChart,
  type StepPoint,
  shownPoints,
  stepScales,
} from './stepCurves'

const points = (...values: readonly (readonly [step: number, value: number])[]): StepPoint[] =>
  values.map(([step, value]) => ({ step, value, interval: null }))

const chart = (scale: StepChart['scale'], drawn: readonly StepPoint[], steps = 100): StepChart => ({
  title: '',
  scale,
  steps,
  series: [{ id: 'one', label: 'one', isEmphasised: false, form: 'measured', points: drawn }],
  marks: [],
  looked: null,
})

const SIZE = { width: 500, height: 200 }

describe('a running mean', () => {
  it('is that of the steps within its window, and of fewer at the beginning', () => {
    const mean = runningMean(points([1, 4], [2, 2], [3, 6], [4, 1]), 2)
    expect(mean.map(({ value }) => value)).toEqual([4, 3, 4, 3.5])
  })

  it('goes by steps, not by how many values there are', () => {
    const mean = runningMean(points([1, 4], [2, 2], [50, 6]), 10)
    expect(mean.map(({ value }) => value)).toEqual([4, 3, 6])
  })

  it('leaves out what is not finite where it is drawn', () => {
    const { series, ...rest } = chart('zero', points([1, 2], [2, Number.NaN], [3, 4]))
    const each = { ...series[0]!, form: 'everyStep' as const }
    expect(shownPoints({ ...rest, series: [each] }, each).map(({ value }) => value)).toEqual([2, 3])
  })
})

describe('what a curve is read off at', () => {
  const measured = points([0, 1], [20, 2], [40, 3])

  it('is the last point at or before a step', () => {
    expect([-1, 0, 19, 20, 99].map((step) => pointAtStep(measured, step)?.value)).toEqual([undefined, 1, 1, 2, 3])
  })

  it('is the nearest step that some curve has', () => {
    expect([-5, 9, 11, 33, 90].map((place) => nearestStep(chart('zero', measured), place))).toEqual([0, 0, 20, 40, 40])
    expect(nearestStep(chart('zero', []), 3)).toBe(null)
  })
})

describe('the axes', () => {
  it('hold the whole run, with room for the names at its end', () => {
    const { x } = stepScales(chart('zero', points([3, 1]), 60), SIZE)
    expect(x.domain()).toEqual([0, 60])
    expect(SIZE.width - x(60)).toBeGreaterThanOrEqual(80)
  })

  it('are whole decades on a log scale, and one at least', () => {
    expect(stepScales(chart('log', points([0, 42], [9, 3.1])), SIZE).y.domain()).toEqual([1, 100])
    expect(stepScales(chart('log', points([0, 4])), SIZE).y.domain()).toEqual([1, 10])
    expect(stepScales(chart('log', []), SIZE).y.domain()).toEqual([1, 10])
  })

  it('go from 0 to 100 % and have intervals inside', () => {
    expect(stepScales(chart('percent', points([0, 55])), SIZE).y.domain()).toEqual([0, 100])
    const wide = [{ step: 0, value: 2, interval: { low: 1, high: 7 } }]
    expect(stepScales(chart('zero', wide), SIZE).y.domain()[1]).toBeGreaterThanOrEqual(7)
  })

  it('have zero in them where values are signed', () => {
    const [low, high] = stepScales(chart('signed', points([0, -0.1], [5, 0.3])), SIZE).y.domain() as [number, number]
    expect(low).toBeLessThanOrEqual(-0.1)
    expect(high).toBeGreaterThanOrEqual(0.5)
  })

  it('show no correlation beyond 1', () => {
    for (const value of [0.97, -0.93]) {
      const [low, high] = stepScales(chart('signed', points([0, value], [5, -0.99])), SIZE).y.domain() as [
        number,
        number,
      ]
      expect([low >= -1, high <= 1]).toEqual([true, true])
    }
  })

  it('leave out what is not finite', () => {
    expect(stepScales(chart('zero', points([0, 3], [1, Number.NaN], [2, Infinity])), SIZE).y.domain()).toEqual([0, 3])
  })
})
