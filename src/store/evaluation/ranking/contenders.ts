/** @file The attacks of a ranking, each with the search for the smallest epsilon that it makes. */
import type { AttackChoice, AttackId } from '../../../engine/attacks/registry'
import { oneTrial, type SearchSettings, trialCount } from '../../../numbers/epsilonSearch'

/** Attacks of one norm, `attack` and `others`, each of which looks for the smallest epsilon on every image. */
export interface RankingMeasure {
  readonly id: 'ranking'
  readonly attack: AttackChoice
  readonly others: readonly AttackChoice[]
  readonly search: SearchSettings
  /** The most passes of an image, forward and backward, that all trials of an attack may take. */
  readonly budget: number
  /** Those that look for the nearest image themselves, in one trial at the search's largest epsilon. */
  readonly nearest: readonly AttackId[]
}

export interface RankedSearch {
  readonly attack: AttackChoice
  readonly search: SearchSettings
  /** The step of the plan that its first trial is. */
  readonly first: number
}

/** In the plan's order. Attacks that look for the nearest image make one trial, at the largest epsilon of the search. */
export function contendersOf({ attack, others, search, nearest }: RankingMeasure): RankedSearch[] {
  let first = 0
  return [attack, ...others].map((each) => {
    const own = nearest.includes(each.id) ? oneTrial(search) : search
    const contender = { attack: each, search: own, first }
    first += trialCount(own)
    return contender
  })
}

export const contenderAt = (measure: RankingMeasure, step: number): RankedSearch =>
  contendersOf(measure).findLast(({ first }) => first <= step) as RankedSearch
