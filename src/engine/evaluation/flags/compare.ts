/** @file Two attacks on the same pictures: is the one that should be weaker the stronger? */
import { pairedTail } from '../../../numbers/binomial'
import type { FlagObservation } from './types'

export interface Contender {
  /** As the subject of a sentence, such as "PGD with 20 steps". */
  readonly name: string
  /** Which pictures hold under it. */
  readonly held: readonly boolean[]
}

export interface Comparison {
  readonly weaker: Contender
  readonly stronger: Contender
  /** Pictures that only one of the two fells. */
  readonly onlyWeaker: number
  readonly onlyStronger: number
  /** How often chance alone would have it so, were they of the same strength. */
  readonly chance: number
}

/** @param weaker the one that should fell no more than `stronger` */
export function compare(weaker: Contender, stronger: Contender): Comparison {
  const onlyWeaker = weaker.held.filter((held, place) => !held && stronger.held[place]).length
  const onlyStronger = stronger.held.filter((held, place) => !held && weaker.held[place]).length
  return { weaker, stronger, onlyWeaker, onlyStronger, chance: pairedTail(onlyWeaker, onlyStronger) }
}

/**
 * Raised where in one of the comparisons the weaker attack fells so many more that chance would have it so in less
 * than `level` of checks, over all of them together (Bonferroni); unknown where so few pictures can not show it.
 */
export function judgeComparisons(comparisons: readonly [Comparison, ...Comparison[]], level: number): FlagObservation {
  const own = level / comparisons.length
  const worst = comparisons.reduce((one, other) => (other.chance < one.chance ? other : one))
  const { weaker, stronger, onlyWeaker, onlyStronger, chance } = worst
  const count = weaker.held.length
  // So many pictures that all speak against the second attack are less likely than the level.
  const fewest = Math.floor(Math.log2(1 / own)) + 1
  const holding = ({ held }: Contender) => held.filter(Boolean).length
  const numbers = {
    pictures: count,
    heldUnderWeaker: holding(weaker) / count,
    heldUnderStronger: holding(stronger) / count,
    onlyWeaker,
    onlyStronger,
    chance,
  }
  if (fewest > count) {
    const seen = `${count} pictures are too few to compare attacks on: it takes at least ${fewest}.`
    return { status: 'unknown', seen, numbers }
  }
  const what = `Of ${count} pictures ${holding(weaker)} hold under ${weaker.name} and ${holding(stronger)} under ${stronger.name}: ${onlyWeaker} fall only to the first, ${onlyStronger} only to the second`
  return chance < own
    ? { status: 'raised', seen: `${what}, more than chance gives (p = ${Number(chance.toPrecision(1))}).`, numbers }
    : { status: 'clear', seen: `${what}; it would take ${fewest} that fall only to the first to tell.`, numbers }
}
