import { expect, it } from 'vitest'
import { pearson } from './pearson'

it('is that of NumPy', () => {
  // numpy.corrcoef([1, 2, 4, 8, 3], [2, 1, 5, 6, 4])[0, 1]
  expect(pearson([1, 2, 4, 8, 3], [2, 1, 5, 6, 4])).toBeCloseTo(0.8567331657, 9)
})

it('is 1 or -1 on a straight line, whatever the scale', () => {
  expect(pearson([1, 2, 5], [10, 20, 50])).toBeCloseTo(1, 12)
  expect(pearson([1, 2, 5], [-3, -4, -7])).toBeCloseTo(-1, 12)
})

it.each([
  [[], []],
  [[1], [2]],
  [
    [3, 3, 3],
    [1, 2, 3],
  ],
  [
    [1, 2, 3],
    [0.1, 0.1, 0.1],
  ],
])('of %j and %j is not defined', (u, v) => {
  expect(pearson(u, v)).toBeNull()
})
