import type { PixelImage, Pixels01 } from '../../units'
import { createRng, mixSeeds } from '../random'

/** Copies of an image, each with noise uniform in ±epsilon, not clipped (count, height, width, 3); the same for every model. */
export function withUniformNoise({ pixels }: PixelImage, epsilon: number, count: number, seed: number): Pixels01 {
  const copies = new Float32Array(count * pixels.length)
  for (let copy = 0; copy < count; copy++) {
    const { uniform } = createRng(mixSeeds(seed, copy))
    const start = copy * pixels.length
    for (const [i, pixel] of pixels.entries()) copies[start + i] = pixel + epsilon * (2 * uniform() - 1)
  }
  return copies as Pixels01
}
