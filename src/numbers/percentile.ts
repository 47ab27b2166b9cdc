/**
 * Where a value lies in a distribution: the share of it below the value, in [0, 1], interpolated between quantiles.
 * On a plateau, where several quantiles are the value itself, the middle of their shares; 0 below the smallest
 * quantile, 1 above the largest. null for what is not a number.
 *
 * @param quantiles ascending, one a share
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
