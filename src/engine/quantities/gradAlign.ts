import type { Pixels01 } from '../../units'
import { type AskedModel, defineQuantity } from './defineQuantity'
import { epsilon } from './epsilonSetting'
import { withUniformNoise } from './uniformNoise'

/** Noisy images that the cosine is averaged over. */
const DRAWS = 4
const SEED = 3

/** How alike the loss gradients at the image and at images with uniform noise are (Andriushchenko and Flammarion 2020). */
export const gradAlign = defineQuantity({
  title: () => 'GradAlign cosine',
  about: () =>
    'The cosine between the loss gradient of the image and that of the image with noise in ±ε: 1 where the loss is linear.',
  settings: { epsilon },
  onDemand: { formula: () => 'mean of cos(∇L(x), ∇L(x + η)), η ~ U(−ε, ε)', gradients: DRAWS },
  measure: async (asked, { epsilon: size }) => ({
    cosine: await gradientCosine(asked, withUniformNoise(asked.image, size, DRAWS, SEED)),
  }),
  statistics: [
    {
      id: 'gradalign',
      title: 'GradAlign cosine',
      about: 'How alike the loss gradients with and without uniform noise in ±ε are.',
      scale: 'correlation',
      of: ({ cosine }) => cosine,
    },
  ],
})

/** The mean cosine; null where the gradient is zero at the image or at one of the others. @param noisy (N, height, width, 3) */
export async function gradientCosine(
  { image, gradient, gradients }: Pick<AskedModel, 'image' | 'gradient' | 'gradients'>,
  noisy: Pixels01,
): Promise<number | null> {
  const size = image.pixels.length
  const own = await gradient('loss')
  const others = (await gradients('loss', noisy)).gradients
  const count = others.length / size
  let sum = 0
  for (let draw = 0; draw < count; draw++) {
    let [product, ownSquare, otherSquare] = [0, 0, 0]
    for (let i = 0; i < size; i++) {
      const [a, b] = [own[i] as number, others[draw * size + i] as number]
      product += a * b
      ownSquare += a * a
      otherSquare += b * b
    }
    if (ownSquare === 0 || otherSquare === 0) return null
    sum += product / Math.sqrt(ownSquare * otherSquare)
  }
  return sum / count
}
