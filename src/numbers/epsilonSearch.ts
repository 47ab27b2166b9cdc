/** @file Search for the smallest epsilon at which an attack fells an image, as the paper's Figure 2: doubling, then bisection. */
import type { Eps01 } from '../units'

export interface SearchSettings {
  /** The first epsilon that is tried. */
  readonly start: Eps01
  /** How often it is doubled, at most, until the image is fooled. */
  readonly doublings: number
  /** How often the gap between the largest that fools nothing and the smallest that does is halved then. */
  readonly bisections: number
}

/** The most trials that an image may need. */
export const trialCount = ({ doublings, bisections }: SearchSettings): number => 1 + doublings + bisections

/** The largest epsilon that is tried. */
export const largestEpsilon = ({ start, doublings }: SearchSettings): Eps01 => (start * 2 ** doublings) as Eps01

/**
 * What to try next, or null where the search is over: the model was fooled and the gap halved often enough, or it
 * was not at the largest.
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
