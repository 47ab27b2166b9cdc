/** Labels nearer than this would lie over each other. */
const LABEL_HEIGHT = 13

/** Positions at which labels at these heights do not overlap: lower ones move down, as far as `lowest`. */
export function labelHeights(heights: readonly number[], lowest = Number.POSITIVE_INFINITY): number[] {
  const placed = [...heights]
  const fromTop = heights.map((_, index) => index).sort((a, b) => (heights[a] ?? 0) - (heights[b] ?? 0))
  let free = Number.NEGATIVE_INFINITY
  for (const index of fromTop) {
    placed[index] = Math.max(heights[index] ?? 0, free)
    free = (placed[index] ?? 0) + LABEL_HEIGHT
  }
  // What was pushed out at the bottom pushes back upwards.
  let ceiling = lowest
  for (const index of fromTop.reverse()) {
    placed[index] = Math.min(placed[index] ?? 0, ceiling)
    ceiling = (placed[index] ?? 0) - LABEL_HEIGHT
  }
  return placed
}

/** As much of a name as has room. */
export function shortened(name: string, width: number): string {
  const characters = Math.max(3, Math.floor(width / 7))
  return name.length <= characters ? name : `${name.slice(0, characters - 1).trimEnd()}…`
}
