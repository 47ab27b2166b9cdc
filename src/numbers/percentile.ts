/**
 * The share of a distribution below a value, in [0, 1], interpolated between quantiles. If several quantiles equal the
 * value, the middle of their shares; 0 below the smallest quantile, 1 above the largest. null for NaN.
 *
 * @param quantiles ascending, one per share
 * @param shares strictly ascending from 0 to 1
 */
export function percentileOf(value: number, quantiles: readonly number[], shares: readonly number[]): number | null {
  if (Number.isNaN(value) || quantiles.length === 0) return null
  const below = quantiles.filter((quantile) => quantile < value).length
  const equal = quantiles.filter((quantile) => quantile === value).length
  const shareAt = (index: number) => shares[index] as number
  if (equal > 0) return (shareAt(below) + shareAt(below + equal - 1)) / 2
  if (below === 0) return 0
  if (below === quantiles.length) return 1
  const [low, high] = [quantiles[below - 1] as number, quantiles[below] as number]
  return shareAt(below - 1) + ((value - low) / (high - low)) * (shareAt(below) - shareAt(below - 1))
}
