/** @file From values to the ends of an axis. */
import { nice } from 'd3'
import { largestOf, smallestOf } from '../../numbers/extremes'

export type Domain = readonly [low: number, high: number]

/** Of shares. */
export const PERCENT: Domain = [0, 100]

/** From 0 to the largest, rounded upwards. */
export function fromZero(values: readonly number[]): Domain {
  const highest = largestOf(values.filter(Number.isFinite), 0) || 1
  return nice(0, highest, 4) as [number, number]
}

/** Whole decades, at least one, so that "ten times smaller" is a distance that the eye can keep. */
export function wholeDecades(values: readonly number[]): Domain {
  const positive = values.filter((value) => value > 0 && Number.isFinite(value))
  if (positive.length === 0) return [1, 10]
  const low = 10 ** Math.floor(Math.log10(smallestOf(positive)))
  return [low, Math.max(low * 10, 10 ** Math.ceil(Math.log10(largestOf(positive))))]
}

/** Of correlations, which are in [-1, 1]: 0 and one half in it, and as far down as the values go. */
export function ofCorrelations(values: readonly number[]): Domain {
  const finite = values.filter(Number.isFinite)
  const [low, high] = nice(smallestOf(finite, 0), largestOf(finite, 0.5), 4) as [number, number]
  return [Math.max(-1, low), Math.min(1, high)]
}
