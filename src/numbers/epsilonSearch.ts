/** @file Search for the smallest epsilon at which an attack fells a picture, as the paper's Figure 2: doubling, then bisection. */
import type { Eps01 } from '../units'

export interface SearchSettings {
  /** The first epsilon that is tried. */
  readonly start: Eps01
  /** How often it is doubled, at most, until the picture falls. */
  readonly doublings: number
  /** How often the gap between the largest that held and the smallest that fell is halved then. */
  readonly bisections: number
}

/** The most trials that a picture may need. */
export const trialCount = ({ doublings, bisections }: SearchSettings): number => 1 + doublings + bisections

/** The largest epsilon that is tried. */
export const largestEpsilon = ({ start, doublings }: SearchSettings): Eps01 => (start * 2 ** doublings) as Eps01

/**
 * What to try next, or null where the search is over: the picture fell and the gap was halved often enough, or it
 * held at the largest.
 *
 * @param fell whether the picture fell in each trial so far, in order
 */
export function nextEpsilon({ start, doublings, bisections }: SearchSettings, fell: readonly boolean[]): Eps01 | null {
  const first = fell.indexOf(true)
  if (first < 0) return fell.length <= doublings ? ((start * 2 ** fell.length) as Eps01) : null
  if (fell.length - first > bisections) return null
  let [held, fallen] = [first === 0 ? 0 : start * 2 ** (first - 1), start * 2 ** first]
  for (const hasFallen of fell.slice(first + 1)) {
    const middle = (held + fallen) / 2
    if (hasFallen) fallen = middle
    else held = middle
  }
  return ((held + fallen) / 2) as Eps01
}
