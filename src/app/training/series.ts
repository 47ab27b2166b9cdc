/** @file Bounds the number of reported points of a long run: keeps both ends, and thins evenly in between. */
import { type AtStep, smallestGap, thin } from '../../numbers/thin'

/** Limits for points of the per-step curves, and for frames of gradient maps, which take memory. */
export const MOST_POINTS = 2000
export const MOST_FRAMES = 48

/** The series with `more` at the end, thinned to at most `most`; an already thinned series keeps its spacing. */
export const append = <Item extends AtStep>(items: readonly Item[], more: readonly Item[], most: number) =>
  thin([...items, ...more], most, smallestGap(items))

/** The points up to a step, as later ones were rolled back. */
export const upTo = <Item extends AtStep>(items: readonly Item[], step: number): readonly Item[] =>
  items.filter((item) => item.step <= step)
