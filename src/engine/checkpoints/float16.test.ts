import { expect, it } from 'vitest'
import { float16ToNumber, numberToFloat16 } from './float16'

it('every float16 survives the round trip, and others are rounded to nearest even', () => {
  for (let half = 0; half < 2 ** 16; half++) {
    const value = float16ToNumber(half)
    if (!Number.isNaN(value)) expect(numberToFloat16(value), `${half}`).toBe(half)
  }
  const halves: [number, number][] = [
    [1 + 2 ** -11, 1],
    [1 + 3 * 2 ** -11, 1 + 2 ** -9],
    [1 + 2 ** -11 + 2 ** -20, 1 + 2 ** -10],
    [2 ** -25, 0],
    [2 ** -25 + 2 ** -30, 2 ** -24],
    [65_519, 65_504],
    [65_520, Number.POSITIVE_INFINITY],
    [-1e9, Number.NEGATIVE_INFINITY],
  ]
  for (const [value, nearest] of halves) expect(float16ToNumber(numberToFloat16(value)), `${value}`).toBe(nearest)
  expect(float16ToNumber(numberToFloat16(Number.NaN))).toBeNaN()
})
