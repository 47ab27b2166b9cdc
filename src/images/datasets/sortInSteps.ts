/** @file Sorts lists that take longer to sort than a page may be silent. */
import type { Walk } from './pace'

/** In the order of character codes, whatever the language. */
export const byCode = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

/** Sorted at once: some milliseconds, however long the texts are that are compared. */
const RUN = 4096

/** A sorted copy, in which equal ones keep their order. */
export async function sortInSteps<T>(
  all: readonly T[],
  compare: (a: T, b: T) => number,
  walk: Walk,
): Promise<readonly T[]> {
  let runs: (readonly T[])[] = []
  for (let start = 0; start < all.length; start += RUN) {
    runs.push(all.slice(start, start + RUN).sort(compare))
    if (walk.isDue()) await walk.rest()
  }
  while (runs.length > 1) {
    const merged: (readonly T[])[] = []
    for (let i = 0; i < runs.length; i += 2) {
      const [one, other] = [runs[i] as readonly T[], runs[i + 1]]
      merged.push(other === undefined ? one : await merge(one, other, compare, walk))
    }
    runs = merged
  }
  return runs[0] ?? []
}

async function merge<T>(
  one: readonly T[],
  other: readonly T[],
  compare: (a: T, b: T) => number,
  walk: Walk,
): Promise<readonly T[]> {
  const both: T[] = []
  let [i, j] = [0, 0]
  while (i < one.length || j < other.length) {
    const isOnesTurn = j === other.length || (i < one.length && compare(one[i] as T, other[j] as T) <= 0)
    both.push(isOnesTurn ? (one[i++] as T) : (other[j++] as T))
    if (walk.isDue()) await walk.rest()
  }
  return both
}
