/** @file Which parts of a data set are fetched where not all of it is. */

/**
 * The numbers 0 to `count` - 1 in an order whose every beginning is spread over
 * all of them: by their bits, reversed (van der Corput). Data sets are often
 * sorted by class, so that their own beginning would be one class.
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

/** `kept` of the numbers 0 to `count` - 1, at even distances. */
export function evenly(count: number, kept: number): number[] {
  const taken = Math.min(count, kept)
  return Array.from({ length: taken }, (_, i) => Math.floor((i * count) / taken))
}
