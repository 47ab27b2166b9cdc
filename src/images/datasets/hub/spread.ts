/** @file Chooses which parts of a data set to fetch when not all are needed. */

/**
 * The numbers 0 to `count` - 1 in an order in which every prefix is spread over
 * the whole range, by reversing their bits (van der Corput). Data sets are often
 * sorted by class, so their first rows would be of one class.
 */
export function spreadOrder(count: number): number[] {
  const bits = Math.max(1, Math.ceil(Math.log2(Math.max(count, 2))))
  const order: number[] = []
  for (let i = 0; i < 2 ** bits; i++) {
    let reversed = 0
    for (let bit = 0; bit < bits; bit++) reversed = reversed * 2 + ((i >> bit) & 1)
    if (reversed < count) order.push(reversed)
  }
  return order
}

/** `kept` evenly spaced numbers from 0 to `count` - 1. */
export function evenly(count: number, kept: number): number[] {
  const taken = Math.min(count, kept)
  return Array.from({ length: taken }, (_, i) => Math.floor((i * count) / taken))
}
