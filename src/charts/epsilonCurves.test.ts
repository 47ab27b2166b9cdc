import { describe, expect, it } from 'vitest'
import { type EpsilonData, type EpsilonSeries, epsilonCurves } from './epsilonCurves'
import { plotOf } from './frame/plot'
import { placesOf, pointAt } from './readOff/alongX'

const SIZE = { width: 500, height: 300 }

const series = (id: string, ...points: readonly (readonly [epsilon: number, share: number])[]): EpsilonSeries => ({
  id,
  name: id,
  color: 'red',
  points: points.map(([epsilon, share]) => ({ epsilon, share, low: share / 2, high: (1 + share) / 2 })),
  median: null,
})

const curves = (form: EpsilonData['form'], ...all: readonly EpsilonSeries[]) =>
  epsilonCurves({
    series: all,
    form,
    highest: 16,
    named: [],
    xTitle: '',
    yTitle: '',
    epsilonText: (epsilon) => `ε = ${epsilon}`,
  })

/** What a pointer at a value of the horizontal axis looks at. */
function lookedAt(chart: ReturnType<typeof curves>, place: number): number | null | undefined {
  const plot = plotOf(chart, SIZE)
  const looked = chart.readOff?.at(plot, plot.x(place), 0)
  return looked == null ? looked : Number(looked.toFixed(6))
}

describe('a curve of measured points', () => {
  const measured = curves('points', series('one', [0, 0.9], [4, 0.5], [8, 0.25]), series('two', [0, 0.7], [4, 0.6]))

  it('is read off at the nearest epsilon measured for any model', () => {
    expect(placesOf(measured.series)).toEqual([0, 4, 8])
    expect([-3, 1.9, 2.1, 5.9, 6.1, 99].map((place) => lookedAt(measured, place))).toEqual([0, 0, 4, 4, 8, 8])
  })

  it('has no value between its points, nor where none was measured', () => {
    const [one, two] = measured.series
    expect(pointAt(one!.points, 4, 'nothing')?.y).toBe(50)
    expect(pointAt(one!.points, 5, 'nothing')).toBe(undefined)
    expect(pointAt(two!.points, 8, 'nothing')).toBe(undefined)
  })

  it('is described in words, for the models measured there', () => {
    expect(measured.readOff?.text(4)).toBe('ε = 4: one 50.0 % (25.0 to 75.0), two 60.0 % (30.0 to 80.0)')
    expect(measured.readOff?.text(8)).toBe('ε = 8: one 25.0 % (12.5 to 62.5)')
  })

  it('cannot be read off without any point', () => {
    expect(lookedAt(curves('points', series('one')), 4)).toBe(null)
  })
})

describe('a survival curve', () => {
  const survival = curves('steps', series('one', [0, 0.9], [2.5, 0.5], [7, 0]))

  it('is read off anywhere on its axis, and constant up to the next change', () => {
    expect([-1, 3.3, 20].map((place) => lookedAt(survival, place))).toEqual([0, 3.3, 16])
    const at = (epsilon: number) => pointAt(survival.series[0]!.points, epsilon, 'constant')?.y
    expect([0, 2.49, 2.5, 6.9, 7, 16].map(at)).toEqual([90, 90, 50, 50, 0, 0])
  })
})

describe('the axes against epsilon', () => {
  it('begin at no attack and 0 %, with room for names if wide', () => {
    for (const width of [390, 900]) {
      const { x, y } = plotOf(curves('points'), { width, height: 300 })
      expect(x.domain()).toEqual([0, 16])
      expect(y(0)).toBeGreaterThan(y(100))
      expect(width - x(16)).toBeGreaterThanOrEqual(width < 620 ? 10 : 120)
    }
  })
})
