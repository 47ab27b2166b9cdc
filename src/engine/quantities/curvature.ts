import type { PixelImage, Pixels01 } from '../../units'
import { l2Norm } from '../gradients/norms'
import { createRng } from '../random'
import { type AskedModel, defineQuantity } from './defineQuantity'

/** Of the power iteration; the paper's authors take as many. */
export const CURVATURE_ITERATIONS = 20
const SEED = 1
/** Keeps the quotient finite where the gradient is zero, as in the authors' code. */
const LEAST = 1e-6

/**
 * How strongly the loss bends where it bends most, beside its slope: |uᵀHu| / (‖∇L‖₂ + 10⁻⁶), u the leading direction
 * of the Hessian H with respect to the pixels (Srinivas et al. 2022).
 */
export const curvature = defineQuantity({
  title: () => 'Normalised curvature',
  about: () => 'How strongly the loss bends in the direction in which it bends most, relative to its slope.',
  settings: {},
  onDemand: {
    formula: () => '|uᵀHu| / (‖∇L‖₂ + 10⁻⁶), u by power iteration on the Hessian H',
    // A product with the Hessian takes about two passes there and back.
    gradients: 2 * (CURVATURE_ITERATIONS + 1),
  },
  measure: (asked) => curvatureFrom(asked, curvatureStart(asked.image)),
  statistics: [
    {
      id: 'curvature',
      title: 'normalised curvature',
      about: 'How strongly the loss bends where it bends most, relative to its slope.',
      scale: 'log',
      of: ({ normalised }) => normalised,
    },
    {
      id: 'hessian_norm',
      title: '‖H‖₂',
      about: 'How strongly the loss bends where it bends most: the spectral norm of its Hessian.',
      scale: 'log',
      of: ({ spectral }) => spectral,
    },
  ],
})

/**
 * At the image, or at other pixels in its layout. Directions have length 1, where the authors' code divides by a little
 * more than their length: where a model is certain the Hessian is as small as that, and their direction shrinks to nothing.
 *
 * @param start the direction that the power iteration begins with, (height, width, 3), of any length but 0
 */
export async function curvatureFrom(
  { gradient, hessianProduct }: Pick<AskedModel, 'gradient' | 'hessianProduct'>,
  start: Float32Array,
  pixels?: Pixels01,
) {
  let direction = scaled(start, 1 / l2Norm(start))
  for (let iteration = 0; iteration < CURVATURE_ITERATIONS; iteration++) {
    const product = await hessianProduct(direction, pixels)
    const length = l2Norm(product)
    // A straight line: nothing bends anywhere.
    if (length === 0) break
    direction = scaled(product, 1 / length)
  }
  const product = await hessianProduct(direction, pixels)
  let bend = 0
  for (let i = 0; i < direction.length; i++) bend += (direction[i] as number) * (product[i] as number)
  return {
    /** |uᵀHu|, in nats per squared unit of pixel value. */
    spectral: Math.abs(bend),
    normalised: Math.abs(bend) / (l2Norm(await gradient('loss', pixels)) + LEAST),
  }
}

/** Where the power iteration begins, the same for every model: (height, width, 3), Gaussian. */
export function curvatureStart({ pixels }: Pick<PixelImage, 'pixels'>): Float32Array {
  const { gaussian } = createRng(SEED)
  return Float32Array.from({ length: pixels.length }, gaussian)
}

const scaled = (values: Float32Array, by: number): Float32Array => values.map((value) => value * by)
