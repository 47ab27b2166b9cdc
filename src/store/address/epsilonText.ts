/** @file Sizes of perturbations in the address: in the norm's own unit, exact to the last digit. */
import type { NormId } from '../../engine/attacks/norms/types'
import type { Eps01 } from '../../units'
import { roundEpsilon } from '../attacks/attackForm'
import { fromShown, NORMS, toShown } from '../attacks/normUnits'
import { readNumberText } from './texts'

/** Marks a size of pixels in [0, 1], for one that no number of the norm's unit gives exactly. */
const OF_PIXELS = 'px'

/** "8" for 8/255 in L∞. */
export function writeEpsilon(epsilon: Eps01, norm: NormId): string {
  const shown = [roundEpsilon(toShown(epsilon, norm)), toShown(epsilon, norm)]
  const exact = shown.find((candidate) => fromShown(candidate, norm) === epsilon)
  return exact === undefined ? `${epsilon}${OF_PIXELS}` : String(exact)
}

export function readEpsilon(text: string, norm: NormId): Eps01 | undefined {
  const isOfPixels = text.endsWith(OF_PIXELS)
  const value = readNumberText(isOfPixels ? text.slice(0, -OF_PIXELS.length) : text)
  if (value === undefined) return undefined
  const epsilon = isOfPixels ? (value as Eps01) : fromShown(value, norm)
  return epsilon >= 0 && epsilon <= fromShown(NORMS[norm].largest, norm) ? epsilon : undefined
}
