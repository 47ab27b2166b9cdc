/** @file A list of epsilons as people type it: "1, 2, 4" in /255 for L∞, plain numbers in the other norms. */
import type { NormId } from '../../engine/attacks/norms/types'
import { EPSILON_COUNT } from '../../plans/evaluationNumbers'
import type { Eps01 } from '../../units'
import { fromShown, NORMS, toShown } from '../attacks/normUnits'
import { numberText, type Parsed } from './number'
import { parseNumberList } from './numberList'

/** Numbers separated by commas or spaces, sorted, without repetitions; in L∞ "/255" may follow a number. */
export function parseEpsilons(text: string, norm: NormId): Parsed<readonly Eps01[]> {
  const { value, problem } = parseNumberList(text, {
    one: 'epsilon',
    many: 'epsilons',
    min: 0,
    isAbove: true,
    max: NORMS[norm].largest,
    unit: NORMS[norm].suffix,
    counts: EPSILON_COUNT,
  })
  return value === null ? { value, problem } : { value: value.map((shown) => fromShown(shown, norm)), problem: null }
}

/** Such as "1, 2, 4"; the unit is shown beside it. */
export const epsilonsText = (epsilons: readonly Eps01[], norm: NormId): string =>
  epsilons.map((epsilon) => numberText(toShown(epsilon, norm))).join(', ')
