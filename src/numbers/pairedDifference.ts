/** @file Two shares of the same images: their difference, its interval, and McNemar's exact test. */
import { pairedTail } from './binomial'
import { type Interval, wilsonInterval } from './wilson'

/** The number of images by what two models, or two attacks, say of each. */
export interface PairCounts {
  readonly both: number
  readonly onlyOne: number
  readonly onlyOther: number
  readonly neither: number
}

export const imagesOfPair = ({ both, onlyOne, onlyOther, neither }: PairCounts): number =>
  both + onlyOne + onlyOther + neither

/** The share of the one minus that of the other, in [-1, 1]; there is at least one image. */
export const pairedDifference = (counts: PairCounts): number =>
  (counts.onlyOne - counts.onlyOther) / imagesOfPair(counts)

/**
 * The 95 % interval of the difference for the same images: Wilson's intervals of both shares, squared and added with
 * the correlation of the two, which is corrected for continuity where it is positive (Newcombe 1998, "Improved
 * confidence intervals for the difference between binomial proportions based on paired data", Statistics in Medicine
 * 17:2635-2650, method 10).
 */
export function pairedInterval(counts: PairCounts): Interval {
  const { both, onlyOne, onlyOther } = counts
  const images = imagesOfPair(counts)
  const [one, other] = [(both + onlyOne) / images, (both + onlyOther) / images]
  const [first, second] = [wilsonInterval(one, images), wilsonInterval(other, images)]
  const correlation = correlationOf(counts)
  const reach = (down: number, up: number) => Math.sqrt(Math.max(0, down ** 2 - 2 * correlation * down * up + up ** 2))
  const difference = pairedDifference(counts)
  return {
    low: difference - reach(one - first.low, second.high - other),
    high: difference + reach(first.high - one, other - second.low),
  }
}

function correlationOf(counts: PairCounts): number {
  const { both, onlyOne, onlyOther, neither } = counts
  const margins = (both + onlyOne) * (onlyOther + neither) * (both + onlyOther) * (onlyOne + neither)
  if (margins === 0) return 0
  const product = both * neither - onlyOne * onlyOther
  const corrected = product > 0 ? Math.max(0, product - imagesOfPair(counts) / 2) : product
  return corrected / Math.sqrt(margins)
}

/** McNemar's exact test, two-sided: twice the smaller tail of the images on which the two differ, at most 1. */
export const pairedChance = ({ onlyOne, onlyOther }: PairCounts): number =>
  Math.min(1, 2 * pairedTail(Math.max(onlyOne, onlyOther), Math.min(onlyOne, onlyOther)))
