/**
 * @file Random numbers for training, drawn outside tfjs: a seed gives the same
 * numbers on every backend, independently of what was drawn before.
 */
import { uniformFloat32 } from 'pure-rand/distribution/uniformFloat32'
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus'
import { boxMuller } from '../../numbers/boxMuller'
import { mixSeeds } from '../random'

export interface BatchRng {
  /** As many numbers, uniform in [0, 1). */
  readonly uniform: (count: number) => Float32Array
}

/** The numbers that belong to these keys, such as a seed, a purpose and a step: whole numbers, of which 32 bits count. */
export function seededRng(...keys: readonly number[]): BatchRng {
  const generator = xoroshiro128plus(mixSeeds(...keys))
  return { uniform: (count) => Float32Array.from({ length: count }, () => uniformFloat32(generator)) }
}

/**
 * Numbers for several images in turn, equally many from each image's own generator, so that an image's numbers do not
 * depend on the others in its batch.
 */
export function rngByImage(images: readonly BatchRng[]): BatchRng {
  return {
    uniform(count) {
      const each = count / images.length
      const all = new Float32Array(count)
      for (const [i, image] of images.entries()) all.set(image.uniform(each), i * each)
      return all
    },
  }
}

/** Normal random numbers, from `count` uniform radii and then as many angles. */
export function gaussian(rng: BatchRng, count: number): Float32Array {
  const radii = rng.uniform(count)
  const angles = rng.uniform(count)
  return radii.map((radius, i) => boxMuller(radius, angles[i] as number)[0])
}
