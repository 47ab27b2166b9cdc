import { expect, it } from 'vitest'
import { gradientMagnitude } from './alignedMaps'

it('gradientMagnitude sums absolute values over channels, pixel by pixel', () => {
  expect([...gradientMagnitude(new Float32Array([1, -2, 4, 0, 0, -0.5]))]).toEqual([7, 0.5])
})

it('gradientMagnitude adds in float64', () => {
  // 2^-24 is lost when it is added to 1 in float32.
  expect([...gradientMagnitude(new Float32Array([1, -(2 ** -24), 0]))]).toEqual([1 + 2 ** -24])
})
