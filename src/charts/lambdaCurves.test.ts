import { describe, expect, it } from 'vitest'
import { plotOf } from './frame/plot'
import { lambdaCurves } from './lambdaCurves'

const SIZE = { width: 600, height: 300 }

const plot = (lambdas: readonly number[]) =>
  plotOf(lambdaCurves({ series: [], lambdas, collapsed: [], running: null }), SIZE)

describe('the axes against lambda', () => {
  it('contain every lambda with room on both sides, even one', () => {
    for (const lambdas of [[0, 0.4, 0.8, 1.2, 1.6, 2], [1], [0, 2]]) {
      const { x } = plot(lambdas)
      const [left, right] = x.range() as [number, number]
      for (const lambda of lambdas) {
        expect(x(lambda)).toBeGreaterThan(left + 5)
        expect(x(lambda)).toBeLessThan(right - 5)
      }
    }
  })

  it('go from 0 up to 100 %', () => {
    const { y } = plot([0, 1])
    expect(y.domain()).toEqual([0, 100])
    expect(y(0)).toBeGreaterThan(y(100))
  })
})
