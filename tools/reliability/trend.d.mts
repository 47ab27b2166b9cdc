export interface Trend {
  /** From the first to the last of the values, along the fitted line. */
  readonly growth: number
  /** Half of the 95 % interval of this growth. */
  readonly noise: number
  readonly mean: number
}

export function trendOf(values: readonly number[]): Trend
export function isFlat(trend: Trend, share: number): boolean
