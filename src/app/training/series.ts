/** @file Keeps what is reported of a long run bounded, with its beginning, its end, and an even thinning between. */

/** Points of the curves of every step, and frames of gradient maps, which take memory. */
export const MOST_POINTS = 2000
export const MOST_FRAMES = 48

/** With `more` at the end; every other one is left out, but for the first and the last, until there are at most `most`. */
export function append<Item>(items: readonly Item[], more: readonly Item[], most: number): readonly Item[] {
  let all = [...items, ...more]
  while (all.length > most) all = all.filter((_, index) => index % 2 === 0 || index === all.length - 1)
  return all
}

/** Those up to a step: what came after was taken back. */
export const upTo = <Item extends { readonly step: number }>(items: readonly Item[], step: number): readonly Item[] =>
  items.filter((item) => item.step <= step)
