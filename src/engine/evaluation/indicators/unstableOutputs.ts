import { largestOf } from '../../../numbers/extremes'
import { createRng, mixSeeds } from '../../random'
import { logitsOf } from '../predict'
import { pickPixels } from '../readImages'
import { bySquare } from './mends'
import type { Indicator } from './types'

/** Width of the noise, as published, and of how many draws the mean is taken: published are 100. */
const WIDTH = 8 / 255
const DRAWS = 10
/** The mean relative change above which outputs count as unstable. */
const UNSTABLE = 0.1

/**
 * Unstable predictions (Pintor et al. 2022, I2): outputs that jump under noise mislead gradients. Measured at the margin
 * of logits instead of the attack's loss, since cross-entropy changes by many times its value where it is all but 0.
 */
export const unstableOutputs: Indicator = {
  id: 'unstable-outputs',
  name: 'Outputs jump under noise',
  remedy: 'Gradients say little where outputs jump: use Square, which needs none, or average gradients over noise.',
  sign: () =>
    `noise between −4/255 and 4/255 changes the margin of logits by more than ${100 * UNSTABLE} % on average over ${DRAWS} draws`,
  mends: bySquare,
  async find(own) {
    const places = await own.robust()
    const clean = pickPixels(own.images, places)
    const marginsAt = async (pixels: Float32Array) =>
      (await logitsOf(own.classifier, pixels, places.length, own.control)).map((logits, i) =>
        marginOf(logits, own.labels[places[i] as number] as number),
      )
    const before = await marginsAt(clean)
    const changes = places.map(() => 0)
    for (let draw = 0; draw < DRAWS; draw++) {
      const after = await marginsAt(
        noisy(
          clean,
          places.map((place) => own.images.indices[place] as number),
          draw,
        ),
      )
      for (const i of places.keys()) {
        const margin = before[i] as number
        changes[i] = (changes[i] as number) + Math.abs((after[i] as number) - margin) / (Math.abs(margin) || 1) / DRAWS
      }
    }
    return places.filter((_, i) => (changes[i] as number) > UNSTABLE)
  },
}

const marginOf = (logits: Float32Array, label: number): number =>
  (logits[label] as number) - largestOf(logits.filter((_, value) => value !== label))

/** Each image with noise of its own, the same on every backend. */
function noisy(pixels: Float32Array, indices: readonly number[], draw: number): Float32Array {
  const size = pixels.length / indices.length
  const all = Float32Array.from(pixels)
  for (const [i, index] of indices.entries()) {
    const random = createRng(mixSeeds(draw, index, 0))
    for (let k = i * size; k < (i + 1) * size; k++) {
      all[k] = Math.min(1, Math.max(0, (pixels[k] as number) + (random.uniform() - 0.5) * WIDTH))
    }
  }
  return all
}
