/** @file Bootstrap intervals of medians (Efron 1979): what the median is of samples drawn from the sample. */

export interface MedianInterval {
  readonly median: number
  /** null of a single value: every resample is the sample, which tells nothing of how sure its median is. */
  readonly low: number | null
  readonly high: number | null
}

const SHARE = 0.95
export const RESAMPLES = 1000

/** Of values in ascending order; the mean of the two middle ones where there is an even number. */
function medianOf(sorted: ArrayLike<number>): number {
  const middle = (sorted.length - 1) / 2
  return ((sorted[Math.floor(middle)] as number) + (sorted[Math.ceil(middle)] as number)) / 2
}

/**
 * The median with its 95 % percentile interval from resamples; null without values.
 *
 * A resample is drawn as how often each of the sorted values is in it, so that its median is found by counting, without
 * sorting it.
 *
 * @param uniform numbers in [0, 1), from a seed
 */
export function medianInterval(values: ArrayLike<number>, uniform: () => number): MedianInterval | null {
  const sorted = Float64Array.from(values).sort()
  const count = sorted.length
  if (count === 0) return null
  if (count === 1) return { median: sorted[0] as number, low: null, high: null }
  const times = new Uint32Array(count)
  const medians = new Float64Array(RESAMPLES)
  const [lower, upper] = [Math.floor((count - 1) / 2), Math.ceil((count - 1) / 2)]
  for (let resample = 0; resample < RESAMPLES; resample++) {
    times.fill(0)
    for (let draw = 0; draw < count; draw++) {
      const drawn = Math.floor(uniform() * count)
      times[drawn] = (times[drawn] as number) + 1
    }
    medians[resample] = (valueAt(sorted, times, lower) + valueAt(sorted, times, upper)) / 2
  }
  medians.sort()
  const tail = (1 - SHARE) / 2
  const at = (share: number) =>
    medians[Math.min(RESAMPLES - 1, Math.max(0, Math.round(share * RESAMPLES - 0.5)))] as number
  return { median: medianOf(sorted), low: at(tail), high: at(1 - tail) }
}

/** The value at a place of the sorted resample. */
function valueAt(sorted: Float64Array, times: Uint32Array, place: number): number {
  let passed = 0
  for (let i = 0; i < times.length; i++) {
    passed += times[i] as number
    if (passed > place) return sorted[i] as number
  }
  return sorted.at(-1) as number
}
