/** @file Whether a figure grows with what is done again and again. */

/** Quantiles of Student's t for 95 % intervals, by degrees of freedom from 1. */
const T = [12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228, 2.201, 2.179]

/** Ordinary least squares over values at equal distances; from 3 to 14 of them. */
export function trendOf(values) {
  const n = values.length
  const mean = values.reduce((sum, value) => sum + value, 0) / n
  const middle = (n - 1) / 2
  const spread = values.reduce((sum, _, i) => sum + (i - middle) ** 2, 0)
  const slope = values.reduce((sum, value, i) => sum + (i - middle) * (value - mean), 0) / spread
  const squares = values.reduce((sum, value, i) => sum + (value - mean - slope * (i - middle)) ** 2, 0)
  const error = Math.sqrt(squares / (n - 2) / spread)
  return { growth: slope * (n - 1), noise: T[n - 3] * error * (n - 1), mean }
}

/** Growth that is no more than noise, or than this share of what is there. */
export const isFlat = ({ growth, noise, mean }, share) => growth <= Math.max(noise, share * mean)
