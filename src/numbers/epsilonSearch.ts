/** @file Searches for the smallest epsilon at which an attack succeeds, as in the paper's Figure 2: doubling, then bisection. */
import type { Eps01 } from '../units'

export interface SearchSettings {
  /** The first epsilon that is tried. */
  readonly start: Eps01
  /** The most doublings until the model is fooled. */
  readonly doublings: number
  /** Bisections of the gap between the largest epsilon that does not fool the model and the smallest that does. */
  readonly bisections: number
}

/** A search that tries its largest epsilon alone: of an attack that looks for the nearest image within it. */
export const oneTrial = (search: SearchSettings): SearchSettings => ({
  start: largestEpsilon(search),
  doublings: 0,
  bisections: 0,
})

/** The largest number of trials for an image. */
export const trialCount = ({ doublings, bisections }: SearchSettings): number => 1 + doublings + bisections

/** The largest epsilon that is tried. */
export const largestEpsilon = ({ start, doublings }: SearchSettings): Eps01 => (start * 2 ** doublings) as Eps01

/**
 * The next epsilon to try, or null if the search is over: the gap was bisected often enough, or the model was not fooled
 * at the largest epsilon.
 *
 * @param fooled whether the model was fooled in each trial so far, in order
 */
export function nextEpsilon(
  { start, doublings, bisections }: SearchSettings,
  fooled: readonly boolean[],
): Eps01 | null {
  const first = fooled.indexOf(true)
  if (first < 0) return fooled.length <= doublings ? ((start * 2 ** fooled.length) as Eps01) : null
  if (fooled.length - first > bisections) return null
  let [low, high] = [first === 0 ? 0 : start * 2 ** (first - 1), start * 2 ** first]
  for (const isFooled of fooled.slice(first + 1)) {
    const middle = (low + high) / 2
    if (isFooled) high = middle
    else low = middle
  }
  return ((low + high) / 2) as Eps01
}
