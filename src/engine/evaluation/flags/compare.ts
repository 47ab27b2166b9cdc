/** @file Two attacks on the same pictures: is the one that should be weaker the stronger? */
import { pairedTail } from '../../../numbers/binomial'
import type { FlagObservation } from './types'

export interface Contender {
  /** As the subject of a sentence, such as "PGD with 20 steps". */
  readonly name: string
  /** Which pictures hold under it. */
  readonly held: readonly boolean[]
}

/** An attack that takes long, and is made on those pictures alone that it is asked for. */
export interface Challenger {
  readonly name: string
  /** Which of the pictures at `places` hold under it; the same for each picture whichever others are asked for. */
  readonly heldAt: (places: readonly number[]) => Promise<readonly boolean[]>
}

export interface Comparison {
  readonly weaker: { readonly name: string }
  readonly stronger: { readonly name: string }
  /** Pictures that only one of the two fells. */
  readonly onlyWeaker: number
  readonly onlyStronger: number
  /** How often chance alone would have it so, were they of the same strength. */
  readonly chance: number
  /** How many pictures there are. */
  readonly count: number
  /** What was seen, without its full stop. */
  readonly seen: string
  readonly numbers: Readonly<Record<string, number>>
}

/** @param weaker the one that should fell no more than `stronger` */
export function compare(weaker: Contender, stronger: Contender): Comparison {
  const onlyWeaker = weaker.held.filter((held, place) => !held && stronger.held[place]).length
  const onlyStronger = stronger.held.filter((held, place) => !held && weaker.held[place]).length
  const chance = pairedTail(onlyWeaker, onlyStronger)
  const count = weaker.held.length
  const holding = ({ held }: Contender) => held.filter(Boolean).length
  return {
    ...{ weaker, stronger, onlyWeaker, onlyStronger, chance, count },
    seen: `Of ${count} pictures ${holding(weaker)} hold under ${weaker.name} and ${holding(stronger)} under ${stronger.name}: ${onlyWeaker} fall only to the first, ${onlyStronger} only to the second`,
    numbers: {
      pictures: count,
      heldUnderWeaker: holding(weaker) / count,
      heldUnderStronger: holding(stronger) / count,
      onlyWeaker,
      onlyStronger,
      chance,
    },
  }
}

/**
 * As compare, with as few attacks as tell: where no picture falls to the weaker attack alone, nothing can be raised,
 * and what falls to the stronger alone is not asked.
 */
export async function compareWeaker(weaker: Challenger, stronger: Contender): Promise<Comparison> {
  const places = [...stronger.held.keys()].filter((place) => stronger.held[place])
  const fell = (await weaker.heldAt(places)).map((held) => !held)
  if (fell.some(Boolean)) return compare(await whole(weaker, stronger.held.length), stronger)
  return nothingSeen(
    { weaker, stronger, count: stronger.held.length },
    places.length,
    places.length === 0
      ? `None of ${stronger.held.length} pictures holds under ${stronger.name}, so that none can fall only to ${weaker.name}`
      : `Of ${stronger.held.length} pictures ${places.length} hold under ${stronger.name}, and none of these falls under ${weaker.name}`,
  )
}

/** The same where the stronger attack is the one that is still to be made. */
export async function compareStronger(weaker: Contender, stronger: Challenger): Promise<Comparison> {
  const places = [...weaker.held.keys()].filter((place) => !weaker.held[place])
  const held = await stronger.heldAt(places)
  if (held.some(Boolean)) return compare(weaker, await whole(stronger, weaker.held.length))
  return nothingSeen(
    { weaker, stronger, count: weaker.held.length },
    places.length,
    places.length === 0
      ? `None of ${weaker.held.length} pictures falls under ${weaker.name}, so that none can hold only under ${stronger.name}`
      : `Of ${weaker.held.length} pictures ${places.length} fall under ${weaker.name}, and all of these under ${stronger.name}`,
  )
}

function nothingSeen(
  compared: Pick<Comparison, 'weaker' | 'stronger' | 'count'>,
  lookedAt: number,
  seen: string,
): Comparison {
  const chance = pairedTail(0, 0)
  const numbers = { pictures: compared.count, lookedAt, onlyWeaker: 0, chance }
  return { ...compared, onlyWeaker: 0, onlyStronger: 0, chance, seen, numbers }
}

async function whole({ name, heldAt }: Challenger, count: number): Promise<Contender> {
  return { name, held: await heldAt(Array.from({ length: count }, (_, place) => place)) }
}

/**
 * Raised where in one of the comparisons the weaker attack fells so many more that chance would have it so in less
 * than `level` of checks, over all of them together (Bonferroni); unknown where so few pictures can not show it.
 */
export function judgeComparisons(comparisons: readonly [Comparison, ...Comparison[]], level: number): FlagObservation {
  const own = level / comparisons.length
  const worst = comparisons.reduce((one, other) => (other.chance < one.chance ? other : one))
  const { chance, count, seen, numbers } = worst
  // So many pictures that all speak against the second attack are less likely than the level.
  const fewest = Math.floor(Math.log2(1 / own)) + 1
  if (fewest > count) {
    const tooFew = `${count} pictures are too few to compare attacks on: it takes at least ${fewest}.`
    return { status: 'unknown', seen: tooFew, numbers }
  }
  return chance < own
    ? { status: 'raised', seen: `${seen}, more than chance gives (p = ${Number(chance.toPrecision(1))}).`, numbers }
    : { status: 'clear', seen: `${seen}; it would take ${fewest} that fall only to the weaker to tell.`, numbers }
}
