/**
 * @file Attacks on all images of a check, kept while models are checked in turn: perturbations made to measure one
 * model are shown to the others.
 */
import { attackImages } from '../../attacks/loop/attackImages'
import type { AttackChoice } from '../../attacks/registry'
import type { Classifier } from '../../classifier'
import type { JobControl } from '../../jobControl'
import type { AttackedImage } from '../../types'
import type { Judge } from '../transfer'
import type { LabelledImages } from '../types'

interface Made {
  readonly attack: string
  readonly labels: readonly number[]
  readonly images: LabelledImages
  readonly results: readonly AttackedImage[]
}

export class SharedAttacks {
  /** The last attack on each model, dropped with the model. */
  private readonly last = new WeakMap<Classifier, Made>()

  /** Takes every step on every image, to get all losses and the strongest perturbation. */
  async wholeAttack(
    { classifier, labels }: Judge,
    images: LabelledImages,
    choice: AttackChoice,
    control: JobControl,
  ): Promise<readonly AttackedImage[]> {
    const attack = JSON.stringify(choice)
    const before = this.last.get(classifier)
    if (
      before?.attack === attack &&
      isSame(before.labels, labels) &&
      isSame(before.images.indices, images.indices) &&
      isSame(before.images.pixels, images.pixels)
    )
      return before.results
    const { pixels, indices } = images
    const input = { pixels, labels, indices, attack: choice, stopWhenFooled: false }
    const results = await attackImages(classifier, input, control)
    this.last.set(classifier, { attack, labels, images, results })
    return results
  }
}

const isSame = (one: ArrayLike<number>, other: ArrayLike<number>): boolean =>
  one.length === other.length && Array.prototype.every.call(one, (value, i) => value === other[i])
