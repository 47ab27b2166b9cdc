/** @file Keeps what is reported of a long run bounded, with its beginning, its end, and an even thinning between. */
import { type AtStep, smallestGap, thin } from '../../numbers/thin'

/** Points of the curves of every step, and frames of gradient maps, which take memory. */
export const MOST_POINTS = 2000
export const MOST_FRAMES = 48

/** With `more` at the end, thinned to at most `most`; what was thinned before takes no more than its distances allow. */
export const append = <Item extends AtStep>(items: readonly Item[], more: readonly Item[], most: number) =>
  thin([...items, ...more], most, smallestGap(items))

/** Those up to a step: what came after was taken back. */
export const upTo = <Item extends AtStep>(items: readonly Item[], step: number): readonly Item[] =>
  items.filter((item) => item.step <= step)
