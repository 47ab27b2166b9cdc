/** @file Whether a figure grows with what is done again and again. */

/** Quantiles of Student's t for 95 % intervals, by degrees of freedom from 1. */
const T = [12.71, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228, 2.201, 2.179]

export interface Trend {
  /** From the first to the last of the values, along the fitted line. */
  readonly growth: number
  /** Half of the 95 % interval of this growth. */
  readonly noise: number
  readonly mean: number
}

/** Ordinary least squares over values at equal distances; 3 of them at least. */
export function trendOf(values: readonly number[]): Trend {
  const n = values.length
  const mean = values.reduce((sum, value) => sum + value, 0) / n
  const middle = (n - 1) / 2
  const spread = values.reduce((sum, _, i) => sum + (i - middle) ** 2, 0)
  const slope = values.reduce((sum, value, i) => sum + (i - middle) * (value - mean), 0) / spread
  const squares = values.reduce((sum, value, i) => sum + (value - mean - slope * (i - middle)) ** 2, 0)
  const error = Math.sqrt(squares / (n - 2) / spread)
  return { growth: slope * (n - 1), noise: (T[Math.min(n - 3, T.length - 1)] ?? 2) * error * (n - 1), mean }
}

/** Growth that is no more than noise, or than this share of what is there. */
export const isFlat = ({ growth, noise, mean }: Trend, share: number): boolean =>
  growth <= Math.max(noise, share * mean)
