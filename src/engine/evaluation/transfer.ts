import { type UntargetedOutcome, untargetedOutcome } from '../../outcomes/outcome'
import { attackPictures } from '../attacks/attackPictures'
import type { AttackChoice } from '../attacks/registry'
import type { Classifier } from '../classifier'
import type { JobControl } from '../jobControl'
import { predict } from './predict'
import { joinPixels } from './readPictures'
import type { LabelledPictures, TransferOutcome } from './types'

/** A model with its own class index of every picture. */
export interface Judge {
  readonly id: string
  readonly classifier: Classifier
  readonly labels: readonly number[]
}

/**
 * Makes the perturbation on one model, every step of every run so that it goes as far as it can, and shows it to
 * others. Each is judged by its own prediction of the clean picture.
 */
export async function transfer(
  pictures: LabelledPictures,
  source: Judge,
  targets: readonly Judge[],
  attack: AttackChoice,
  control: JobControl,
): Promise<TransferOutcome> {
  const { indices, pixels } = pictures
  const attacked = await perturb(pictures, source, attack, control)
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

/** Which of `count` pictures are the same in both. */
function unperturbed(pixels: Float32Array, attacked: Float32Array, count: number): boolean[] {
  const perPicture = pixels.length / count
  return Array.from({ length: count }, (_, place) => {
    const from = place * perPicture
    return attacked.subarray(from, from + perPicture).every((value, i) => value === pixels[from + i])
  })
}

/** The pictures with the perturbations made on `source`: (N, side, side, 3). */
async function perturb(
  { indices, pixels }: LabelledPictures,
  { classifier, labels }: Judge,
  attack: AttackChoice,
  control: JobControl,
): Promise<Float32Array> {
  if (indices.length === 0) return new Float32Array()
  const input = { pixels, labels, indices, attack, stopWhenFallen: false }
  return joinPixels((await attackPictures(classifier, input, control)).map(({ attacked }) => attacked))
}
