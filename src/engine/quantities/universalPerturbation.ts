import { argMax } from '../../numbers/argMax'
import type { Pixels01 } from '../../units'
import { type AskedModel, defineQuantity, type LabelledSet } from './defineQuantity'
import { mapResult } from './mapResult'

/** In L∞: as CIFAR-10's models are compared. */
const EPSILON = 8 / 255
const STEPS = 20
/** Of epsilon: enough to cross the ball several times. */
const STEP_SHARE = 1 / 4
/** At which the authors clip the loss, in nats, so that images that are fooled already do not lead the way. */
const MOST_LOSS = 9
/** Of the gallery, for a model of its own classes: of which the cost is told before they are counted. */
const USUAL_IMAGES = 20

/**
 * One perturbation for all images of the gallery that the model has a class for, by stochastic gradient descent on signs
 * (Shafahi et al. 2020, "Universal adversarial training", algorithm 1), here with all images in every step: it raises the
 * sum of their clipped losses within ‖δ‖∞ ≤ ε, each image being clipped to [0, 1].
 */
export const universalPerturbation = defineQuantity({
  title: () => 'Universal perturbation',
  about: () =>
    'One change for all images of the gallery at once, which raises the sum of their losses most: the same whatever image is shown.',
  settings: {},
  ofGallery: true,
  onDemand: {
    formula: () => `argmax of Σ min(L(xᵢ + δ, yᵢ), ${MOST_LOSS}) over the gallery, ‖δ‖∞ ≤ 8/255`,
    gradients: (STEPS + 1) * USUAL_IMAGES,
  },
  measure: async ({ gallery, lossesOf }) => {
    const set = await gallery()
    const found = await universal({ lossesOf }, set, {
      epsilon: EPSILON,
      steps: STEPS,
      stepSize: EPSILON * STEP_SHARE,
    })
    return { ...mapResult('loss', found.perturbation), ...countsOf(found, set), images: set.labels.length }
  },
})

export interface UniversalPlan {
  readonly epsilon: number
  readonly steps: number
  readonly stepSize: number
}

export interface Universal {
  /** (height, width, 3) */
  readonly perturbation: Float32Array
  /** Logits of the clean images, and with the perturbation (N, classes). */
  readonly clean: Float32Array
  readonly perturbed: Float32Array
  /** The mean clipped loss before the first step and after each. */
  readonly losses: readonly number[]
}

export async function universal(
  { lossesOf }: Pick<AskedModel, 'lossesOf'>,
  { pixels, labels }: LabelledSet,
  { epsilon: size, steps, stepSize }: UniversalPlan,
): Promise<Universal> {
  const perImage = pixels.length / labels.length
  const perturbation = new Float32Array(perImage)
  const losses: number[] = []
  let clean: Float32Array | null = null
  for (let step = 0; ; step++) {
    const moved = pixels.map((pixel, i) => Math.min(1, Math.max(0, pixel + (perturbation[i % perImage] as number))))
    const { values, gradients, logits } = await lossesOf(moved as Pixels01, labels)
    clean ??= logits
    losses.push(values.reduce((sum, loss) => sum + Math.min(loss, MOST_LOSS), 0) / values.length)
    if (step === steps) return { perturbation, clean, perturbed: logits, losses }
    const slope = new Float64Array(perImage)
    for (const [image, loss] of values.entries()) {
      if (loss >= MOST_LOSS) continue
      for (let i = 0; i < perImage; i++) {
        const pixel = (pixels[image * perImage + i] as number) + (perturbation[i] as number)
        // Where it is clipped, moving on changes nothing.
        if (pixel >= 0 && pixel <= 1) slope[i] = (slope[i] as number) + (gradients[image * perImage + i] as number)
      }
    }
    for (let i = 0; i < perImage; i++) {
      const next = (perturbation[i] as number) + stepSize * Math.sign(slope[i] as number)
      perturbation[i] = Math.min(size, Math.max(-size, next))
    }
  }
}

/** How many images are right without it, and how many of these it fools, as everywhere by the first of the largest logits. */
export function countsOf(
  { clean, perturbed }: Pick<Universal, 'clean' | 'perturbed'>,
  { labels }: Pick<LabelledSet, 'labels'>,
) {
  const isRight = (logits: Float32Array) => {
    const classes = logits.length / labels.length
    return labels.map((label, image) => argMax(logits.subarray(image * classes, (image + 1) * classes)) === label)
  }
  const [before, after] = [isRight(clean), isRight(perturbed)]
  return {
    right: before.filter(Boolean).length,
    fooled: before.filter((right, image) => right && after[image] === false).length,
  }
}
