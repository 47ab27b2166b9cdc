import { type UntargetedOutcome, untargetedOutcome } from '../../outcomes/outcome'
import { attackImages } from '../attacks/loop/attackImages'
import type { AttackChoice } from '../attacks/registry'
import type { Classifier } from '../classifier'
import type { JobControl } from '../jobControl'
import { predict } from './predict'
import { joinPixels } from './readImages'
import type { LabelledImages, TransferOutcome } from './types'

/** A model with its own class index for every image. */
export interface Judge {
  readonly id: string
  readonly classifier: Classifier
  readonly labels: readonly number[]
}

/**
 * Makes perturbations on one model, taking every step of every run for the strongest result, and shows them to others.
 * Each of these is judged by its own prediction of the clean image.
 */
export async function transfer(
  images: LabelledImages,
  source: Judge,
  targets: readonly Judge[],
  attack: AttackChoice,
  control: JobControl,
): Promise<TransferOutcome> {
  const { indices, pixels } = images
  const attacked = await perturb(images, source, attack, control)
  const verdicts: Record<string, UntargetedOutcome[]> = {}
  for (const { id, classifier, labels } of targets) {
    const before = await predict(classifier, pixels, indices.length, control)
    const after = await predict(classifier, attacked, indices.length, control)
    verdicts[id] = labels.map((label, place) =>
      untargetedOutcome({ label, clean: before[place] as number, attacked: after[place] as number }),
    )
  }
  return { indices, verdicts, unperturbed: unperturbed(pixels, attacked, indices.length) }
}

/** Which of `count` images are identical in both. */
function unperturbed(pixels: Float32Array, attacked: Float32Array, count: number): boolean[] {
  const perImage = pixels.length / count
  return Array.from({ length: count }, (_, place) => {
    const from = place * perImage
    return attacked.subarray(from, from + perImage).every((value, i) => value === pixels[from + i])
  })
}

/** The images with the perturbations made on `source`: (N, size, size, 3). */
async function perturb(
  { indices, pixels }: LabelledImages,
  { classifier, labels }: Judge,
  attack: AttackChoice,
  control: JobControl,
): Promise<Float32Array> {
  if (indices.length === 0) return new Float32Array()
  const input = { pixels, labels, indices, attack, stopWhenFooled: false }
  return joinPixels((await attackImages(classifier, input, control)).map(({ attacked }) => attacked))
}
