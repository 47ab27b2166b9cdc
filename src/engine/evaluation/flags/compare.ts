/** @file Compares two attacks on the same images: does the one that should be weaker fool more? */

import { byCount, countOf } from '../../../countOf'
import { pairedTail } from '../../../numbers/binomial'
import type { FlagObservation } from './observation'

export interface Contender {
  /** As the subject of a sentence, such as "PGD with 20 steps". */
  readonly name: string
  /** For each image that is right without an attack, in order, whether it stays right under this one. */
  readonly robust: readonly boolean[]
}

/** An expensive attack, made only on the requested images. */
export interface Challenger {
  readonly name: string
  /** Whether each of these members of the right images stays right, independently of which others are requested. */
  readonly robustAt: (members: readonly number[]) => Promise<readonly boolean[]>
}

export interface AttackComparison {
  readonly weaker: { readonly name: string }
  readonly stronger: { readonly name: string }
  /** Images on which only one of the two fools the model. */
  readonly onlyWeaker: number
  readonly onlyStronger: number
  /** The probability of this result by chance if both had the same strength. */
  readonly chance: number
  /** How many images are right without an attack. */
  readonly right: number
  /** What was seen, without its full stop. */
  readonly seen: string
  readonly numbers: Readonly<Record<string, number>>
}

/** @param weaker the one that should fool the model on no more images than `stronger` */
export function compare(weaker: Contender, stronger: Contender): AttackComparison {
  const onlyWeaker = weaker.robust.filter((robust, member) => !robust && stronger.robust[member]).length
  const onlyStronger = stronger.robust.filter((robust, member) => !robust && weaker.robust[member]).length
  const chance = pairedTail(onlyWeaker, onlyStronger)
  const right = weaker.robust.length
  const [underWeaker, underStronger] = [weaker, stronger].map(({ robust }) => robust.filter(Boolean).length) as [
    number,
    number,
  ]
  return {
    ...{ weaker, stronger, onlyWeaker, onlyStronger, chance, right },
    seen: `Of ${rightWords(right)}, ${underWeaker} stay right under ${weaker.name} and ${underStronger} under ${stronger.name}: only the first fools ${onlyWeaker}, only the second ${onlyStronger}`,
    numbers: {
      right,
      robustUnderWeaker: share(underWeaker, right),
      robustUnderStronger: share(underStronger, right),
      onlyWeaker,
      onlyStronger,
      chance,
    },
  }
}

/**
 * Like `compare`, with as few attacks as possible: if the weaker attack alone fools nothing, no flag can be raised, and
 * the rest is not computed.
 */
export async function compareWeaker(weaker: Challenger, stronger: Contender): Promise<AttackComparison> {
  const members = [...stronger.robust.keys()].filter((member) => stronger.robust[member])
  const isAllRobust = (await weaker.robustAt(members)).every(Boolean)
  const right = stronger.robust.length
  if (!isAllRobust) return compare(await rounded(weaker, right), stronger)
  return nothingSeen(
    { weaker, stronger, right },
    members.length,
    members.length === 0
      ? `Of ${rightWords(right)}, none stays right under ${stronger.name}, so ${weaker.name} alone can fool none`
      : `Of ${rightWords(right)}, ${members.length} stay right under ${stronger.name}, and all of these under ${weaker.name}`,
  )
}

/** The same when the stronger attack has not been made yet. */
export async function compareStronger(weaker: Contender, stronger: Challenger): Promise<AttackComparison> {
  const members = [...weaker.robust.keys()].filter((member) => !weaker.robust[member])
  const isAnyRobust = (await stronger.robustAt(members)).some(Boolean)
  const right = weaker.robust.length
  if (isAnyRobust) return compare(weaker, await rounded(stronger, right))
  return nothingSeen(
    { weaker, stronger, right },
    members.length,
    members.length === 0
      ? `Of ${rightWords(right)}, ${weaker.name} fools none, so none can stay right only under ${stronger.name}`
      : `Of ${rightWords(right)}, ${weaker.name} fools ${members.length}, and ${stronger.name} fools all of these`,
  )
}

const rightWords = (count: number): string =>
  countOf(count, 'image that is right without an attack', 'images that are right without an attack')

const share = (count: number, all: number): number => (all === 0 ? 0 : count / all)

function nothingSeen(
  compared: Pick<AttackComparison, 'weaker' | 'stronger' | 'right'>,
  lookedAt: number,
  seen: string,
): AttackComparison {
  const chance = pairedTail(0, 0)
  const numbers = { right: compared.right, lookedAt, onlyWeaker: 0, chance }
  return { ...compared, onlyWeaker: 0, onlyStronger: 0, chance, seen, numbers }
}

/** Makes the attack on all `right` images. */
export async function rounded({ name, robustAt }: Challenger, right: number): Promise<Contender> {
  return { name, robust: await robustAt(Array.from({ length: right }, (_, member) => member)) }
}

/**
 * Raised if in one of the comparisons the weaker attack fools so many more that this would happen by chance in less
 * than `level` of checks, over all comparisons together (Bonferroni); unknown if there are too few images to show it.
 */
export function judgeComparisons(
  comparisons: readonly [AttackComparison, ...AttackComparison[]],
  level: number,
): FlagObservation {
  const own = level / comparisons.length
  const worst = comparisons.reduce((one, other) => (other.chance < one.chance ? other : one))
  const { chance, right, seen, numbers } = worst
  // The fewest images that, all fooled by the weaker attack alone, are less likely than the level.
  const fewest = Math.floor(Math.log2(1 / own)) + 1
  if (fewest > right) {
    const tooFew = `${rightWords(right)} ${byCount(right, 'is', 'are')} too few to compare attacks on: it takes at least ${fewest}.`
    return { status: 'unknown', seen: tooFew, numbers }
  }
  return chance < own
    ? {
        status: 'raised',
        seen: `${seen}, more than chance would explain (p = ${Number(chance.toPrecision(1))}).`,
        numbers,
      }
    : {
        status: 'clear',
        seen: `${seen}; to raise the flag, the weaker alone would have to fool at least ${fewest}.`,
        numbers,
      }
}
