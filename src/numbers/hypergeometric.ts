/** @file Fisher's exact test of two shares (Fisher 1922), for any number of images. */
import type { Proportion } from './differenceInterval'

/** From here on Stirling's series is exact to float64. */
const LARGE = 64
const SMALL_LOG_FACTORIALS = [0]
for (let i = 1; i < LARGE; i++) SMALL_LOG_FACTORIALS.push((SMALL_LOG_FACTORIALS[i - 1] as number) + Math.log(i))

/** ln(n!) */
function logFactorial(n: number): number {
  if (n < LARGE) return SMALL_LOG_FACTORIALS[n] as number
  const square = n * n
  const series = (1 - (1 / 30 - 1 / (105 * square)) / square) / (12 * n)
  return (n + 0.5) * Math.log(n) - n + 0.5 * Math.log(2 * Math.PI) + series
}

const logChoose = (n: number, k: number): number => logFactorial(n) - logFactorial(k) - logFactorial(n - k)

/** Of two counts: how many of how many. */
export interface Count {
  readonly of: number
  readonly count: number
}

export const countOfShare = ({ share, images }: Proportion): Count => ({
  of: images,
  count: Math.round(share * images),
})

/**
 * The probability that `one` has so small a share, or a smaller one, by chance, if both are samples of one population:
 * one-sided, given how many there are in both together.
 */
export function lowerTail(one: Count, other: Count): number {
  const successes = one.count + other.count
  const fewest = Math.max(0, successes - other.of)
  const largest = Math.min(one.count, one.of, successes)
  const total = logChoose(one.of + other.of, successes)
  const logTermAt = (k: number) => logChoose(one.of, k) + logChoose(other.of, successes - k) - total
  // At or above the mode the terms up to it make most of the sum; it is the rest that is small.
  const mode = Math.floor(((successes + 1) * (one.of + 1)) / (one.of + other.of + 2))
  let sum = 0
  for (let k = largest; k >= fewest; k--) {
    const term = Math.exp(logTermAt(k))
    sum += term
    // Below the mode terms only become smaller.
    if (k < mode && term < sum * 1e-17) break
  }
  return Math.min(1, sum)
}
