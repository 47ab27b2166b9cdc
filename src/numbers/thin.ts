/** @file Thins a series of items along the steps of a run, keeping them evenly spaced. */

export interface AtStep {
  readonly step: number
}

/**
 * At most `most` of the items, which ascend by step: the first, then only items at least a certain number of steps after
 * the previous one, and the last, which alone may be closer.
 * @param most 2 or more
 * @param atLeast steps between two of them
 */
export function thin<Item extends AtStep>(items: readonly Item[], most: number, atLeast = 0): readonly Item[] {
  const base = Math.max(atLeast, smallestGap(items))
  let [thinned, gap] = [spaced(items, atLeast), base]
  while (thinned.length > most) {
    gap += base
    thinned = spaced(items, gap)
  }
  return thinned
}

function spaced<Item extends AtStep>(items: readonly Item[], gap: number): readonly Item[] {
  let before = Number.NEGATIVE_INFINITY
  return items.filter(({ step }, index) => {
    if (index !== items.length - 1 && step - before < gap) return false
    before = step
    return true
  })
}

/** Steps between neighbours, ignoring the last item, which may be early; 1 if there are too few items. */
export function smallestGap(items: readonly AtStep[]): number {
  let smallest = Number.POSITIVE_INFINITY
  for (let i = 1; i < items.length - 1; i++) {
    smallest = Math.min(smallest, (items[i] as AtStep).step - (items[i - 1] as AtStep).step)
  }
  return Number.isFinite(smallest) ? Math.max(1, smallest) : 1
}
