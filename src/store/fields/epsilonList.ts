/** @file A list of epsilons as people type it: "1, 2, 4" in /255 for L∞, plain numbers in the other norms. */
import type { NormId } from '../../engine/attacks/norms/types'
import type { Eps01 } from '../../units'
import { fromShown, NORM_UNITS, toShown } from '../attacks/normUnits'
import { EPSILON_COUNT } from '../evaluation/evaluationNumbers'
import { numberText, type Parsed } from './number'
import { parseNumberList } from './numberList'

/** As shown. In L∞ the whole pixel range; in the others more than any image here can be moved by. */
const LARGEST: Readonly<Record<NormId, number>> = { linf: 255, l2: 1000, l1: 1_000_000 }

/** Numbers apart by commas or spaces, ascending and once each; "/255" behind a number is allowed where it is the unit. */
export function parseEpsilons(text: string, norm: NormId): Parsed<readonly Eps01[]> {
  const { value, problem } = parseNumberList(text, {
    one: 'epsilon',
    many: 'epsilons',
    min: 0,
    isAbove: true,
    max: LARGEST[norm],
    unit: NORM_UNITS[norm].suffix,
    counts: EPSILON_COUNT,
  })
  return value === null ? { value, problem } : { value: value.map((shown) => fromShown(shown, norm)), problem: null }
}

/** Such as "1, 2, 4"; the unit is shown beside it. */
export const epsilonsText = (epsilons: readonly Eps01[], norm: NormId): string =>
  epsilons.map((epsilon) => numberText(toShown(epsilon, norm))).join(', ')
