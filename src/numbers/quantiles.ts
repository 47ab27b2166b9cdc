/** Quantiles with linear interpolation, like NumPy's. */
export function quantilesOf(values: ArrayLike<number>, shares: readonly number[]): number[] {
  const sorted = Float64Array.from(values).sort()
  return shares.map((share) => {
    const place = share * (sorted.length - 1)
    const [below, above] = [sorted[Math.floor(place)] as number, sorted[Math.ceil(place)] as number]
    return below + (above - below) * (place - Math.floor(place))
  })
}
