import type { PixelImage, Pixels01 } from '../../units'
import { gradientOf } from '../gradients/scalars/gradientOf'
import { type GradientScalarId, gradientScalar } from '../gradients/scalars/registry'
import { createRng, mixSeeds } from '../random'
import { type AskedModel, defineQuantity } from './defineQuantity'
import { mapResult } from './mapResult'

const SAMPLES = 32
/** Of the noise, as a share of the image's range: the authors recommend 0.1 to 0.2. */
const NOISE_SHARE = 0.15
const SEED = 1

/** SmoothGrad (Smilkov et al. 2017): the mean gradient over images with Gaussian noise, which is not clipped to [0, 1]. */
export const smoothGrad = defineQuantity({
  title: () => 'SmoothGrad',
  about: ({ gradientOf }) =>
    `The gradient of ${gradientScalar(gradientOf).name}, averaged over copies of the image with Gaussian noise.`,
  settings: { gradientOf },
  onDemand: {
    formula: ({ gradientOf }) =>
      `mean of ∇${gradientScalar(gradientOf).symbol}(x + n), n ~ N(0, σ²), σ = ${100 * NOISE_SHARE} % of the image’s range`,
    gradients: SAMPLES,
  },
  measure: async (asked, { gradientOf }) =>
    mapResult(gradientOf, await meanGradient(asked, gradientOf, withNoise(asked.image))),
})

/** Copies of the image with noise, one after another (SAMPLES, height, width, 3); the same for every model. */
export function withNoise({ pixels }: PixelImage): Pixels01 {
  const range =
    pixels.reduce((most, value) => Math.max(most, value), 0) - pixels.reduce((least, v) => Math.min(least, v), 1)
  const deviation = NOISE_SHARE * range
  const copies = new Float32Array(SAMPLES * pixels.length)
  for (let sample = 0; sample < SAMPLES; sample++) {
    const { gaussian } = createRng(mixSeeds(SEED, sample))
    const start = sample * pixels.length
    for (const [i, pixel] of pixels.entries()) copies[start + i] = pixel + deviation * gaussian()
  }
  return copies as Pixels01
}

/**
 * The mean of a scalar's gradient (height, width, 3) over images (N, height, width, 3).
 *
 * @param asked whose image has the layout of each of the images
 */
export async function meanGradient(
  { image, gradients }: Pick<AskedModel, 'image' | 'gradients'>,
  gradientOf: GradientScalarId,
  images: Pixels01,
): Promise<Float32Array> {
  const size = image.pixels.length
  const all = (await gradients(gradientOf, images)).gradients
  const count = all.length / size
  const sums = new Float64Array(size)
  for (let i = 0; i < all.length; i++) sums[i % size] = (sums[i % size] as number) + (all[i] as number)
  return Float32Array.from(sums, (sum) => sum / count)
}
