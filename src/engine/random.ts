/**
 * @file Randomness from seeds, drawn outside of tfjs, so that a seed means the same on every backend and on the page.
 */
import { uniformFloat32 } from 'pure-rand/distribution/uniformFloat32'
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus'
import { boxMuller } from '../numbers/boxMuller'

export interface Rng {
  /** In [0, 1). */
  uniform(): number
  /** -1 or 1. */
  sign(): number
  /** Of mean 0 and variance 1. */
  gaussian(): number
  /** Whole, from 0 to below - 1. */
  integer(below: number): number
}

/** The seed fills half of xoroshiro's state, and the first numbers show it: neighbouring seeds begin alike. */
const DISCARDED = 32

export function createRng(seed: number): Rng {
  const generator = xoroshiro128plus(seed)
  for (let i = 0; i < DISCARDED; i++) generator.next()
  const uniform = () => uniformFloat32(generator)
  /** The second of the pair that the transform gives. */
  let spare: number | null = null
  return {
    uniform,
    sign: () => (uniform() < 0.5 ? -1 : 1),
    integer: (below) => Math.floor(uniform() * below),
    gaussian() {
      if (spare !== null) {
        const value = spare
        spare = null
        return value
      }
      const [value, other] = boxMuller(uniform(), uniform())
      spare = other
      return value
    },
  }
}

/** One 32-bit seed of several whole numbers; neighbouring ones give unlike seeds. */
export function mixSeeds(...numbers: readonly number[]): number {
  let hash = 0x9e3779b9
  for (const number of numbers) {
    // MurmurHash3's mixing of a word into the hash, and its finaliser (Appleby, public domain).
    let word = Math.imul(number | 0, 0xcc9e2d51)
    word = Math.imul((word << 15) | (word >>> 17), 0x1b873593)
    hash ^= word
    hash = (Math.imul((hash << 13) | (hash >>> 19), 5) + 0xe6546b64) | 0
  }
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  return hash ^ (hash >>> 16)
}
