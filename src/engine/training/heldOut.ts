/** @file Figures of a model on held-out images. */
import { countOutcomes, type OutcomeCounts, type UntargetedOutcome, untargetedOutcome } from '../../outcomes/outcome'
import { edgeAlignment } from '../edges/edgeAlignment'
import { edgeEnergy } from '../edges/edgeEnergy'
import { crossEntropy } from '../gradients/crossEntropy'
import { l1Norm } from '../gradients/norms'
import { logitTerms } from '../gradients/scalarGradient'
import { type JobControl, UNCONTROLLED } from '../jobControl'
import { takeGradientSteps } from '../objectives/innerAttack'
import { type BatchRng, seededRng } from '../objectives/rng'
import type { ParametricModel } from '../objectives/types'
import * as tf from '../tf'
import { PURPOSES } from './batches'
import { pixelsOf, type TrainingImages } from './trainingImages'

export interface HeldOutSettings {
  /** Settings of the PGD attack, from a uniform start; its last iterate counts. */
  readonly epsilon255: number
  readonly stepSize255: number
  readonly steps: number
  readonly batchSize: number
  readonly seed: number
}

/** The number of images, the outcomes of the attack, and means. */
export interface HeldOutFigures extends OutcomeCounts {
  readonly images: number
  /** Cross-entropy. */
  readonly meanLoss: number
  /** L1 norm of its gradient on [0, 1] pixels, summed over channels and pixels. */
  readonly meanGradientL1: number
  /** Pearson's r of log edge energy and log gradient magnitude; null if no image has one. */
  readonly meanEdgeAlignment: number | null
  /** Images with an alignment, whose edges and gradient are not flat; missing in work of earlier releases. */
  readonly alignedImages?: number
}

/** Image by image, in order. */
export interface HeldOutImages {
  readonly verdicts: readonly UntargetedOutcome[]
  /** L1 norm of the loss gradient at the clean image. */
  readonly gradientL1: Float32Array
  /** The probability of the label on the clean image. */
  readonly confidence: Float32Array
  /** After the attack: the probability of the label minus the largest other one, in [-1, 1]. */
  readonly attackedMargins: Float32Array
}

export interface HeldOutMeasure {
  readonly figures: HeldOutFigures
  readonly each: HeldOutImages
}

/** An image's start depends only on seed and image, so that figures do not depend on the batch size. */
const rngOf = (seed: number) => (image: number) => seededRng(seed, PURPOSES.heldOutStart, image)

/** Throws JobCancelled when `control` says so. */
export async function measureHeldOut(
  model: ParametricModel,
  images: TrainingImages,
  settings: HeldOutSettings,
  control: JobControl = UNCONTROLLED,
  startDraws: (image: number) => BatchRng = rngOf(settings.seed),
): Promise<HeldOutMeasure> {
  const { count } = images
  const sums: Sums = {
    ...{ verdicts: [], loss: 0, l1: 0, alignment: 0, aligned: 0 },
    each: {
      gradientL1: new Float32Array(count),
      confidence: new Float32Array(count),
      attackedMargins: new Float32Array(count),
    },
  }
  for (let from = 0; from < count; from += settings.batchSize) {
    await control.checkpoint(from, count)
    const to = Math.min(from + settings.batchSize, count)
    await addBatch(sums, model, images, from, to, settings, startDraws)
  }
  await control.checkpoint(count, count)
  const figures = {
    images: count,
    ...countOutcomes(sums.verdicts),
    meanLoss: sums.loss / count,
    meanGradientL1: sums.l1 / count,
    meanEdgeAlignment: sums.aligned === 0 ? null : sums.alignment / sums.aligned,
    alignedImages: sums.aligned,
  }
  return { figures, each: { verdicts: sums.verdicts, ...sums.each } }
}

interface Sums {
  readonly verdicts: UntargetedOutcome[]
  loss: number
  l1: number
  alignment: number
  aligned: number
  readonly each: Omit<HeldOutImages, 'verdicts'>
}

async function addBatch(
  sums: Sums,
  model: ParametricModel,
  images: TrainingImages,
  from: number,
  to: number,
  settings: HeldOutSettings,
  startDraws: (image: number) => BatchRng,
): Promise<void> {
  const { height, width, labels } = images
  const size = height * width * 3
  const values = pixelsOf(images, from, to)
  const starts = values.slice()
  for (let i = from; i < to; i++) starts.set(startDraws(i).uniform(size), (i - from) * size)
  const expected = Int32Array.from({ length: to - from }, (_, i) => labels[from + i] as number)
  const measured = tf.tidy(() => measure(model, values, starts, expected, [to - from, height, width, 3], settings))
  try {
    const [clean, attacked, margins, losses, gradient] = await Promise.all([
      measured.clean.data(),
      measured.attacked.data(),
      measured.margins.data(),
      measured.losses.data(),
      measured.gradient.data(),
    ])
    for (const [i, label] of expected.entries()) {
      const slopes = gradient.subarray(i * size, (i + 1) * size) as Float32Array
      const energy = edgeEnergy(values.subarray(i * size, (i + 1) * size), height, width)
      sums.verdicts.push(untargetedOutcome({ label, clean: clean[i] as number, attacked: attacked[i] as number }))
      sums.loss += losses[i] as number
      sums.l1 += l1Norm(slopes)
      sums.each.gradientL1[from + i] = l1Norm(slopes)
      sums.each.confidence[from + i] = Math.exp(-(losses[i] as number))
      sums.each.attackedMargins[from + i] = margins[i] as number
      const alignment = edgeAlignment(energy, slopes)
      sums.alignment += alignment ?? 0
      sums.aligned += Number(alignment !== null)
    }
  } finally {
    tf.dispose(measured)
  }
}

/** Classes of clean and attacked images, margins of the attacked, losses and input gradients of the clean ones. */
function measure(
  model: ParametricModel,
  values: Float32Array,
  starts: Float32Array,
  expected: Int32Array,
  shape: [number, number, number, number],
  settings: HeldOutSettings,
) {
  const [epsilon, stepSize] = [settings.epsilon255 / 255, settings.stepSize255 / 255]
  const forward = model.bind(model.trained)
  const pixels = tf.tensor4d(values.slice(), shape)
  const labels = tf.tensor1d(expected, 'int32')
  const sumOfLosses = (x: tf.Tensor4D): tf.Scalar => tf.sum(crossEntropy(forward(x), labels))
  const noise = tf.tensor4d(
    starts.map((drawn) => (2 * drawn - 1) * epsilon),
    shape,
  )
  const start = tf.clipByValue(tf.add(pixels, noise), 0, 1) as tf.Tensor4D
  const attacked = takeGradientSteps({ pixels, start, epsilon, stepSize, steps: settings.steps }, sumOfLosses)
  const logits = forward(pixels)
  const attackedLogits = forward(attacked)
  const probabilities = logitTerms(tf.softmax(attackedLogits), labels)
  return {
    clean: tf.argMax(logits, 1),
    attacked: tf.argMax(attackedLogits, 1),
    margins: tf.sub<tf.Tensor1D>(probabilities.trueLogit(), probabilities.largestOther()),
    losses: crossEntropy(logits, labels),
    gradient: tf.grad((x) => sumOfLosses(x as tf.Tensor4D))(pixels),
  }
}
