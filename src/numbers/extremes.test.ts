import { describe, expect, it } from 'vitest'
import { largestOf, smallestOf } from './extremes'

const MILLION = Float32Array.from({ length: 1e6 }, (_, i) => i - 3)

describe('the ends of values', () => {
  it('are those of Math.min and Math.max, of any number of values', () => {
    expect([smallestOf(MILLION), largestOf(MILLION)]).toEqual([-3, 999_996])
    expect([smallestOf([2, -1, 5]), largestOf([2, -1, 5])]).toEqual([-1, 5])
  })

  it('reach at least as far as is asked', () => {
    expect([smallestOf([2, 3], 1), largestOf([2, 3], 4)]).toEqual([1, 4])
    expect([smallestOf([], 1), largestOf([], 4)]).toEqual([1, 4])
  })

  it('are infinite without values, and NaN with one that is', () => {
    expect([smallestOf([]), largestOf([])]).toEqual([Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY])
    expect([smallestOf([1, Number.NaN, 0]), largestOf([1, Number.NaN, 2])]).toEqual([Number.NaN, Number.NaN])
  })
})
