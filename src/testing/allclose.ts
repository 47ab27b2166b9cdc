import { expect } from 'vitest'

type Numbers = ArrayLike<number>

/** ||actual - expected|| / ||expected||, Euclidean; infinite where a value is not finite or the lengths differ. */
export function relativeError(actual: Numbers, expected: Numbers): number {
  if (actual.length !== expected.length) return Number.POSITIVE_INFINITY
  let difference = 0
  let size = 0
  for (let i = 0; i < expected.length; i++) {
    const [a, e] = [actual[i] as number, expected[i] as number]
    difference += (a - e) ** 2
    size += e ** 2
  }
  if (difference === 0) return 0
  const error = Math.sqrt(difference / size)
  return Number.isFinite(error) ? error : Number.POSITIVE_INFINITY
}

/** Fails where the relative error (see above) is greater, and shows both. */
export function expectClose(actual: Numbers, expected: Numbers, tolerance: number): void {
  const error = relativeError(actual, expected)
  const show = (numbers: Numbers) => Array.from(numbers).slice(0, 8).join(', ')
  expect(error, `relative error of [${show(actual)}] from [${show(expected)}]`).toBeLessThanOrEqual(tolerance)
}
