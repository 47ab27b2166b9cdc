import { expect, it } from 'vitest'
import { decades } from './measureChart'

it.each<[domain: number[], most: number, ticks: number[]]>([
  [[1, 100], 4, [1, 10, 100]],
  [[0.01, 10], 4.5, [0.01, 0.1, 1, 10]],
  [[0.0001, 10], 4, [0.0001, 0.01, 1]],
  [[1, 1000], 2, [1, 100]],
  [[1, 10], 0.2, [1]],
])('of the decades of %j there are at most %d ticks', (domain, most, ticks) => {
  const powers = (values: number[]) => values.map((value) => Math.round(Math.log10(value)))
  expect(powers(decades(domain, most))).toEqual(powers(ticks))
})
