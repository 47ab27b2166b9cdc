import type { Pixels01 } from '../../units'
import { createRng, mixSeeds } from '../random'
import { type AskedModel, defineQuantity } from './defineQuantity'
import { epsilon } from './epsilonSetting'
import { withUniformNoise } from './uniformNoise'

/** Pairs of corners that the error is averaged over. */
const DRAWS = 4
const SEED = 2

/** How far the loss is from linear within ±ε: the mean error of ELLE (Abad Rocamora et al. 2024), as the paper's authors measure it. */
export const linearity = defineQuantity({
  title: () => 'Local linearity error',
  about: () => 'How far the loss between two random images within ±ε is from the straight line between them, squared.',
  settings: { epsilon },
  onDemand: {
    formula: () => 'mean of (L(x_c) − (1 − a) L(x_a) − a L(x_b))², x_c = (1 − a) x_a + a x_b',
    gradients: 3 * DRAWS,
  },
  measure: async (asked, { epsilon: size }) => {
    const { uniform } = createRng(mixSeeds(SEED, DRAWS))
    const shares = Array.from({ length: DRAWS }, uniform)
    return { error: await linearityError(asked, withUniformNoise(asked.image, size, 2 * DRAWS, SEED), shares) }
  },
  statistics: [
    {
      id: 'linearity_error',
      title: 'local linearity error',
      about: 'How far the loss within ±ε is from a straight line, squared (ELLE).',
      scale: 'log',
      unit: 'nats²',
      of: ({ error }) => error,
    },
  ],
})

/**
 * The mean error over pairs.
 *
 * @param corners x_a, x_b of every pair, one after another (2 · pairs, height, width, 3)
 * @param shares a, one a pair
 */
export async function linearityError(
  { image: { pixels }, gradients }: Pick<AskedModel, 'image' | 'gradients'>,
  corners: Pixels01,
  shares: readonly number[],
): Promise<number> {
  const size = pixels.length
  const all = new Float32Array(3 * shares.length * size)
  all.set(corners)
  for (const [pair, share] of shares.entries()) {
    for (let i = 0; i < size; i++) {
      const [a, b] = [corners[2 * pair * size + i] as number, corners[(2 * pair + 1) * size + i] as number]
      all[(2 * shares.length + pair) * size + i] = (1 - share) * a + share * b
    }
  }
  const { values } = await gradients('loss', all as Pixels01)
  const errors = shares.map((share, pair) => {
    const [a, b, between] = [values[2 * pair], values[2 * pair + 1], values[2 * shares.length + pair]] as [
      number,
      number,
      number,
    ]
    return (between - (1 - share) * a - share * b) ** 2
  })
  return errors.reduce((sum, error) => sum + error, 0) / errors.length
}
