import { attackImages } from '../attacks/loop/attackImages'
import type { AttackChoice } from '../attacks/registry'
import type { Classifier } from '../classifier'
import type { JobControl } from '../jobControl'
import type { AttackedImage } from '../types'
import { pickPixels } from './readImages'
import type { LabelledImages } from './types'

/** Some of the images of an evaluation, with what attacks them. */
export interface AttackedPlaces {
  readonly classifier: Classifier
  readonly images: LabelledImages
  /** The classes of the images among the model's. */
  readonly labels: readonly number[]
  readonly places: readonly number[]
  readonly attack: AttackChoice
}

/** Attacks the images at `places`, each until the model is fooled. Throws JobCancelled when `control` says so. */
export async function attackPlaces(
  { classifier, images, labels, places, attack }: AttackedPlaces,
  control: JobControl,
): Promise<readonly AttackedImage[]> {
  if (places.length === 0) return []
  const input = {
    pixels: pickPixels(images, places),
    labels: places.map((place) => labels[place] as number),
    indices: places.map((place) => images.indices[place] as number),
    attack,
  }
  return attackImages(classifier, input, control)
}
