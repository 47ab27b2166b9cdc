/**
 * @file The ends of any number of values. `Math.max(...values)` passes each value as an argument, which overflows the
 * stack from some 100,000 on.
 */

/** The largest of the values and `atLeast`; NaN if one is. */
export function largestOf(values: Iterable<number>, atLeast = Number.NEGATIVE_INFINITY): number {
  let largest = atLeast
  for (const value of values) largest = Math.max(largest, value)
  return largest
}

/** The smallest of the values and `atMost`; NaN if one is. */
export function smallestOf(values: Iterable<number>, atMost = Number.POSITIVE_INFINITY): number {
  let smallest = atMost
  for (const value of values) smallest = Math.min(smallest, value)
  return smallest
}
