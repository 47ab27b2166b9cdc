/** @file Attacks on a few images for the checks of red flags, each made once, however many checks need it. */

import { argMax } from '../../../numbers/argMax'
import type { Eps01 } from '../../../units'
import { crossingSteps } from '../../attacks/algorithms/stepSize'
import type { NormId } from '../../attacks/norms/types'
import type { PgdSettings } from '../../attacks/pgd'
import { ATTACKS, type AttackChoice } from '../../attacks/registry'
import { USUAL_ATTACK } from '../../attacks/usualAttack'
import type { Classifier } from '../../classifier'
import type { JobControl } from '../../jobControl'
import type { AttackedImage } from '../../types'
import { attackPlaces } from '../attackPlaces'
import { logitsOf } from '../predict'
import { joinPixels } from '../readImages'
import type { Judge } from '../transfer'
import type { FlagSettings, LabelledImages } from '../types'
import type { Challenger, Contender } from './compare'
import type { SharedAttacks } from './sharedAttacks'

export class Probes {
  private clean: Promise<Float32Array[]> | null = null

  constructor(
    private readonly own: Judge,
    private readonly others: readonly Judge[],
    readonly images: LabelledImages,
    readonly settings: FlagSettings,
    readonly control: JobControl,
    private readonly shared: SharedAttacks,
  ) {}

  get classifier(): Classifier {
    return this.own.classifier
  }

  get labels(): readonly number[] {
    return this.own.labels
  }

  /** The number of images. */
  get count(): number {
    return this.own.labels.length
  }

  /** The model's logits for the clean images, finite or not. */
  cleanLogits(): Promise<Float32Array[]> {
    this.clean ??= logitsOf(this.classifier, this.images.pixels, this.count, this.control)
    return this.clean
  }

  /**
   * PGD on all images, the measure of most checks, with the worst of its iterates, so that a check does not mistake
   * an unlucky last step for a flag. It makes every step on every image.
   */
  pgd(): Promise<readonly AttackedImage[]> {
    return this.shared.wholeAttack(this.own, this.images, this.pgdOf(), this.control)
  }

  /** Indices of the images that the model gets right without an attack; the others are not a success of any attack. */
  async right(): Promise<readonly number[]> {
    const clean = await this.cleanLogits()
    return [...this.labels.keys()].filter((place) => argMax(clean[place] as Float32Array) === this.labels[place])
  }

  /** Which of the right images stay right under PGD. */
  async usual(name: string): Promise<Contender> {
    const results = await this.pgd()
    return { name, robust: (await this.right()).map((place) => isRobust(results[place] as AttackedImage)) }
  }

  /** PGD with other settings, on the requested right images. Without a random start it begins at the image. */
  challenger(name: string, change: Partial<Pick<PgdSettings, 'steps' | 'epsilon' | 'randomStart'>>): Challenger {
    return this.challengerBy(name, this.pgdOf(change))
  }

  /** Another attack, in the same way. */
  challengerBy(name: string, attack: AttackChoice): Challenger {
    const robustAt = async (members: readonly number[]) => {
      const right = await this.right()
      const places = members.map((member) => right[member] as number)
      return (await this.attack(attack, places)).map(isRobust)
    }
    return { name, robustAt }
  }

  /** Attacks the images at `places`, each until the model is fooled. */
  private attack(attack: AttackChoice, places: readonly number[]): Promise<readonly AttackedImage[]> {
    const { classifier, images, labels } = this
    return attackPlaces({ classifier, images, labels, places, attack }, this.control)
  }

  /** For each other model, which of the right images stay right under the perturbations made on it. */
  async underOthers(): Promise<Contender[]> {
    const right = await this.right()
    const all: Contender[] = []
    for (const other of this.others) {
      const made = await this.shared.wholeAttack(other, this.images, this.pgdOf(), this.control)
      const attacked = joinPixels(made.map(({ attacked: image }) => image))
      const logits = await logitsOf(this.classifier, attacked, this.count, this.control)
      const robust = right.map((place) => argMax(logits[place] as Float32Array) === this.labels[place])
      all.push({ name: `the perturbations made on “${other.classifier.manifest.name}”`, robust })
    }
    return all
  }

  private pgdOf(change: Partial<PgdSettings> = {}): AttackChoice {
    const { norm, epsilon, seed, steps: usualSteps } = this.settings
    const { steps = usualSteps } = change
    const defaults = ATTACKS[USUAL_ATTACK].defaults(norm, epsilon)
    const settings = { ...defaults, seed, steps, stepSize: crossingSteps(steps), result: 'worst', ...change } as const
    return { id: USUAL_ATTACK, settings }
  }
}

const isRobust = ({ verdict }: AttackedImage): boolean => verdict === 'robust'

/** The epsilon at which any image can be turned into any other: the ball contains all of [0, 1]. */
export function wholeBox(norm: NormId, size: number): Eps01 {
  const values = size * size * 3
  if (norm === 'linf') return 1 as Eps01
  return (norm === 'l1' ? values : Math.sqrt(values)) as Eps01
}

/** An epsilon in the norm's usual notation. */
export function epsilonWords(norm: NormId, epsilon: number): string {
  const rounded = (value: number) => String(Number(value.toPrecision(3)))
  return norm === 'linf' && epsilon < 1 ? `${rounded(epsilon * 255)}/255` : rounded(epsilon)
}
