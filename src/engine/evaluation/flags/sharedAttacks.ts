/**
 * @file Attacks on all pictures of a check, kept while models are looked at in turn: what is made to measure one model
 * is shown to the others.
 */
import { attackPictures } from '../../attacks/attackPictures'
import type { AttackChoice } from '../../attacks/registry'
import type { Classifier } from '../../classifier'
import type { JobControl } from '../../jobControl'
import type { AttackedPicture } from '../../types'
import type { Judge } from '../transfer'
import type { LabelledPictures } from '../types'

interface Made {
  readonly attack: string
  readonly labels: readonly number[]
  readonly pictures: LabelledPictures
  readonly results: readonly AttackedPicture[]
}

export class SharedAttacks {
  /** The last of each model; it goes with the model. */
  private readonly last = new WeakMap<Classifier, Made>()

  /** Every step on every picture, for the sake of its losses and so that it goes as far as it can. */
  async wholeAttack(
    { classifier, labels }: Judge,
    pictures: LabelledPictures,
    choice: AttackChoice,
    control: JobControl,
  ): Promise<readonly AttackedPicture[]> {
    const attack = JSON.stringify(choice)
    const before = this.last.get(classifier)
    if (
      before?.attack === attack &&
      isSame(before.labels, labels) &&
      isSame(before.pictures.indices, pictures.indices) &&
      isSame(before.pictures.pixels, pictures.pixels)
    )
      return before.results
    const { pixels, indices } = pictures
    const input = { pixels, labels, indices, attack: choice, stopWhenFallen: false }
    const results = await attackPictures(classifier, input, control)
    this.last.set(classifier, { attack, labels, pictures, results })
    return results
  }
}

const isSame = (one: ArrayLike<number>, other: ArrayLike<number>): boolean =>
  one.length === other.length && Array.prototype.every.call(one, (value, i) => value === other[i])
