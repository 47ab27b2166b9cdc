import { type Interval, wilsonInterval } from './wilson'

/** A share in [0, 1], and the number of images that it was measured on. */
export interface Proportion {
  readonly share: number
  readonly images: number
}

/**
 * The 95 % interval, in [-1, 1], of `one.share - other.share` for independent samples: Newcombe's hybrid score interval
 * (Newcombe 1998, method 10), made of Wilson's intervals of both shares.
 */
export function differenceInterval(one: Proportion, other: Proportion): Interval {
  const difference = one.share - other.share
  const [first, second] = [one, other].map(({ share, images }) => wilsonInterval(share, images)) as [Interval, Interval]
  return {
    low: difference - Math.hypot(one.share - first.low, second.high - other.share),
    high: difference + Math.hypot(first.high - one.share, other.share - second.low),
  }
}

/** How far the interval of a difference reaches from the difference, on its longer side. */
export function reachOfInterval(one: Proportion, other: Proportion): number {
  const { low, high } = differenceInterval(one, other)
  const difference = one.share - other.share
  return Math.max(difference - low, high - difference)
}

/**
 * The fewest images from which on `other` can be told from a share like it by a difference of `size`: its interval
 * reaches no further. Infinity if the images of `other` are too few by themselves.
 */
export function imagesToTell(other: Proportion, size: number): number {
  const isEnough = (images: number) => reachOfInterval({ share: other.share, images }, other) <= size
  if (!isEnough(Number.MAX_SAFE_INTEGER)) return Number.POSITIVE_INFINITY
  let [tooFew, enough] = [0, 1]
  while (!isEnough(enough)) [tooFew, enough] = [enough, 2 * enough]
  while (enough - tooFew > 1) {
    const middle = Math.floor((tooFew + enough) / 2)
    if (isEnough(middle)) enough = middle
    else tooFew = middle
  }
  return enough
}
