/** @file A list of epsilons as people type it: "1, 2, 4" in /255 for L∞, plain numbers in the other norms. */
import type { NormId } from '../engine/attacks/norms/types'
import type { Eps01 } from '../units'
import { ascending, EVALUATION_LIMITS } from './evaluationForm'
import { fromShown, NORM_UNITS, toShown } from './normUnits'

/** As shown. In L∞ the whole pixel range; in the others more than any picture here can be moved by. */
const LARGEST: Readonly<Record<NormId, number>> = { linf: 255, l2: 1000, l1: 1_000_000 }
/** A list of the most epsilons, each as long as a number in full. */
const MAX_CHARACTERS = 1000
const NAMED_CHARACTERS = 20

export type ParsedEpsilons =
  | { readonly epsilons: readonly Eps01[]; readonly problem: null }
  | { readonly epsilons: null; readonly problem: string }

const refuse = (problem: string): ParsedEpsilons => ({ epsilons: null, problem })

/** Numbers apart by commas or spaces, ascending and once each; "/255" behind a number is allowed where it is the unit. */
export function parseEpsilons(text: string, norm: NormId): ParsedEpsilons {
  if (text.length > MAX_CHARACTERS) {
    return refuse(`The list has ${text.length} characters; choose at most ${MAX_CHARACTERS}.`)
  }
  const { suffix } = NORM_UNITS[norm]
  const words = text.split(/[\s,;]+/).filter((word) => word !== '')
  const shown: number[] = []
  for (const word of words) {
    const number = suffix !== '' && word.endsWith(suffix) ? word.slice(0, -suffix.length) : word
    const value = /^(\d+\.?\d*|\.\d+)$/.test(number) ? Number(number) : Number.NaN
    if (!(value > 0 && value <= LARGEST[norm])) {
      const named = word.length > NAMED_CHARACTERS ? `${word.slice(0, NAMED_CHARACTERS)}…` : word
      return refuse(
        `The list has “${named}”, which is no epsilon; choose numbers above 0 and up to ${LARGEST[norm]}${suffix}.`,
      )
    }
    shown.push(value)
  }
  const epsilons = ascending(shown.map((value) => fromShown(value, norm)))
  const { min, max } = EVALUATION_LIMITS.epsilons
  if (epsilons.length < min || epsilons.length > max) {
    return refuse(`The list has ${epsilons.length} epsilons; choose from ${min} to ${max}.`)
  }
  return { epsilons, problem: null }
}

/** Such as "1, 2, 4"; the unit stands beside it. */
export const epsilonsText = (epsilons: readonly Eps01[], norm: NormId): string =>
  epsilons.map((epsilon) => String(Number(toShown(epsilon, norm).toPrecision(6)))).join(', ')
