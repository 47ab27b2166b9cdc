/** @file The run's own attack on the images of a check, made once for all indicators. */
import type { Eps01 } from '../../../units'
import { ATTACKS, type AttackChoice, findAttack } from '../../attacks/registry'
import type { Classifier } from '../../classifier'
import type { JobControl } from '../../jobControl'
import type { AttackedImage } from '../../types'
import { attackPlaces } from '../attackPlaces'
import type { Judge } from '../transfer'
import type { LabelledImages } from '../types'

export class OwnAttack {
  private made: Promise<readonly AttackedImage[]> | null = null

  constructor(
    private readonly judge: Judge,
    readonly images: LabelledImages,
    /** At the epsilon of the check. */
    readonly choice: AttackChoice,
    readonly control: JobControl,
  ) {}

  get classifier(): Classifier {
    return this.judge.classifier
  }

  get labels(): readonly number[] {
    return this.judge.labels
  }

  get settings(): Readonly<Record<string, unknown>> {
    return this.choice.settings as unknown as Readonly<Record<string, unknown>>
  }

  get name(): string {
    return findAttack(this.choice).name
  }

  /** Whether the attack Square, which needs no gradient, can be made in the norm. */
  get allowsSquare(): boolean {
    return this.choice.id !== 'square' && ATTACKS.square.norms.includes(this.choice.settings.norm)
  }

  /** Of every image. */
  results(): Promise<readonly AttackedImage[]> {
    this.made ??= this.attack([...this.labels.keys()], this.choice)
    return this.made
  }

  /** Places of the images that the attack left right. */
  async robust(): Promise<readonly number[]> {
    const results = await this.results()
    return [...results.keys()].filter((place) => results[place]?.verdict === 'robust')
  }

  /** Robust images of which the result of the attack has the sign. */
  async robustWhere(hasSign: (result: AttackedImage) => boolean): Promise<readonly number[]> {
    const results = await this.results()
    return (await this.robust()).filter((place) => hasSign(results[place] as AttackedImage))
  }

  /** Those of the images at `places` that the attack fools with other settings. */
  async fooledWith(change: Readonly<Record<string, unknown>>, places: readonly number[]): Promise<readonly number[]> {
    const settings = { ...this.settings, ...change }
    const results = await this.attack(places, { id: this.choice.id, settings } as unknown as AttackChoice)
    return places.filter((_, i) => results[i]?.verdict === 'fooled')
  }

  private attack(places: readonly number[], attack: AttackChoice): Promise<readonly AttackedImage[]> {
    const { classifier, images, labels } = this
    return attackPlaces({ classifier, images, labels, places, attack }, this.control)
  }
}

/** The attack at the epsilon at which a check is made. */
export const atEpsilon = ({ id, settings }: AttackChoice, epsilon: Eps01): AttackChoice =>
  ({ id, settings: { ...settings, epsilon } }) as AttackChoice
