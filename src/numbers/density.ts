/** @file The density of values, estimated with a Gaussian kernel. */
import { quantilesOf } from './quantiles'

/** Silverman's rule of thumb (1986, equation 3.31); 0 where the values do not differ. */
export function bandwidthOf(values: ArrayLike<number>): number {
  const count = values.length
  if (count < 2) return 0
  let sum = 0
  for (let i = 0; i < count; i++) sum += values[i] as number
  const mean = sum / count
  let squares = 0
  for (let i = 0; i < count; i++) squares += ((values[i] as number) - mean) ** 2
  const deviation = Math.sqrt(squares / (count - 1))
  const [low, high] = quantilesOf(values, [0.25, 0.75]) as [number, number]
  // The quartiles of values that are mostly the same say nothing of the others.
  const spread = high > low ? Math.min(deviation, (high - low) / 1.34) : deviation
  return 0.9 * spread * count ** -0.2
}

/** The estimated density at each place; it integrates to 1. */
export function densityAt(values: ArrayLike<number>, places: ArrayLike<number>, bandwidth: number): Float64Array {
  const density = new Float64Array(places.length)
  const scale = 1 / (values.length * bandwidth * Math.sqrt(2 * Math.PI))
  for (let at = 0; at < places.length; at++) {
    let sum = 0
    for (let i = 0; i < values.length; i++) {
      const away = ((places[at] as number) - (values[i] as number)) / bandwidth
      sum += Math.exp(-0.5 * away * away)
    }
    density[at] = scale * sum
  }
  return density
}
