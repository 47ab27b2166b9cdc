/**
 * @file How near attacks come to the best of them, image by image: the local optimality of AttackBench (Cinà et al. 2025,
 * "AttackBench: Evaluating gradient-based attacks for adversarial examples", equations 4 and 5).
 *
 * A size is the smallest perturbation that an attack found for an image: 0 where the model is wrong without one, Infinity
 * where it found none. The robust share against the size then encloses an area of mean(min(size, upTo)) up to `upTo`.
 */
import { smallestOf } from './extremes'
import { quantilesOf } from './quantiles'

export interface Optimality {
  /** 1: as small as the best attack on every image; 0: it fools the model on none. */
  readonly value: number
  /** Its 95 % bootstrap interval over images. */
  readonly low: number
  readonly high: number
}

const RESAMPLES = 500
const TAIL = 0.025

/** Of every image the smallest size that any attack found. @param attacks sizes of the same images, in one order */
export const bestSizes = (attacks: readonly (readonly number[])[]): number[] =>
  (attacks[0] ?? []).map((_, image) => smallestOf(attacks.map((sizes) => sizes[image] as number)))

/**
 * The optimality of each attack, with its interval; null where the best attack fools the model on no two different sizes,
 * so that nothing tells attacks apart.
 *
 * Areas end at the largest size of the best attack, where its robust share is 0; images that no attack fools count to
 * there.
 *
 * @param attacks sizes of the same images, in one order
 * @param uniform numbers in [0, 1), from a seed
 */
export function optimalityOf(
  attacks: readonly (readonly number[])[],
  uniform: () => number,
): readonly (Optimality | null)[] {
  const best = bestSizes(attacks)
  const images = [...best.keys()]
  const values = optimalityAt(attacks, best, images)
  const resamples = attacks.map((): number[] => [])
  for (let resample = 0; resample < RESAMPLES; resample++) {
    const drawn = images.map(() => Math.floor(uniform() * images.length))
    for (const [attack, value] of optimalityAt(attacks, best, drawn).entries()) {
      if (value !== null) resamples[attack]?.push(value)
    }
  }
  return values.map((value, attack) => {
    if (value === null) return null
    const [low = value, high = value] = quantilesOf(resamples[attack] as number[], [TAIL, 1 - TAIL])
    return { value, low: Math.min(low, value), high: Math.max(high, value) }
  })
}

/** Over some of the images, of which one may be drawn several times. */
function optimalityAt(
  attacks: readonly (readonly number[])[],
  best: readonly number[],
  images: readonly number[],
): readonly (number | null)[] {
  const upTo = images.reduce((most, image) => {
    const size = best[image] as number
    return Number.isFinite(size) ? Math.max(most, size) : most
  }, 0)
  /** Between the robust share that nothing lowers and that of an attack: images that are wrong without one add nothing. */
  const areaWon = (sizes: readonly number[]) =>
    images.reduce((sum, image) => sum + (best[image] === 0 ? 0 : upTo - Math.min(sizes[image] as number, upTo)), 0)
  const most = areaWon(best)
  return attacks.map((sizes) => (most > 0 ? areaWon(sizes) / most : null))
}
