/** The geometric mean of the positive values; null where there are none. */
export function geometricMean(values: readonly number[]): number | null {
  const positive = values.filter((value) => value > 0)
  if (positive.length === 0) return null
  return Math.exp(positive.reduce((sum, value) => sum + Math.log(value), 0) / positive.length)
}
