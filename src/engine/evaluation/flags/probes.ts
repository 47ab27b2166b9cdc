/** @file What the checks of red flags look at: attacks on a few pictures, each made once, however many checks ask for it. */
import type { Eps01 } from '../../../units'
import { argMax } from '../../argMax'
import { attackPictures } from '../../attacks/attackPictures'
import type { NormId } from '../../attacks/norms/types'
import type { PgdSettings } from '../../attacks/pgd'
import { ATTACKS, type AttackChoice } from '../../attacks/registry'
import { crossingSteps } from '../../attacks/stepSize'
import type { Classifier } from '../../classifier'
import type { JobControl } from '../../jobControl'
import type { AttackedPicture } from '../../types'
import { logitsOf } from '../predict'
import { joinPixels, pickPixels } from '../readPictures'
import type { Judge } from '../transfer'
import type { FlagSettings, LabelledPictures } from '../types'
import type { Challenger } from './compare'
import type { SharedAttacks } from './sharedAttacks'

export class Probes {
  private clean: Promise<Float32Array[]> | null = null

  constructor(
    private readonly own: Judge,
    private readonly others: readonly Judge[],
    readonly pictures: LabelledPictures,
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

  /** How many pictures there are. */
  get count(): number {
    return this.own.labels.length
  }

  /** Of the clean pictures, as the model gives them: finite or not. */
  cleanLogits(): Promise<Float32Array[]> {
    this.clean ??= logitsOf(this.classifier, this.pictures.pixels, this.count, this.control)
    return this.clean
  }

  /**
   * PGD on all pictures, the measure of most checks, with the worst of its iterates, so that a check does not mistake
   * an unlucky last step for a flag. It makes every step on every picture.
   */
  pgd(): Promise<readonly AttackedPicture[]> {
    return this.shared.wholeAttack(this.own, this.pictures, this.pgdOf(), this.control)
  }

  /** PGD otherwise, on the pictures that it is asked for, each until it has fallen. Without a random start it begins at the picture. */
  challenger(name: string, change: Partial<Pick<PgdSettings, 'steps' | 'epsilon' | 'randomStart'>>): Challenger {
    return { name, heldAt: async (places) => this.holding(await this.attack(this.pgdOf(change), places), places) }
  }

  /** The pictures at `places`, all if left out, each until it has fallen. */
  async attack(attack: AttackChoice, places: readonly number[] = this.places): Promise<readonly AttackedPicture[]> {
    if (places.length === 0) return []
    const input = {
      pixels: pickPixels(this.pictures, places),
      labels: places.map((place) => this.labels[place] as number),
      indices: places.map((place) => this.pictures.indices[place] as number),
      attack,
    }
    return attackPictures(this.classifier, input, this.control)
  }

  /** Which of the pictures at `places`, all if left out, hold: right without the attack and with it. */
  async holding(
    results: readonly AttackedPicture[],
    places: readonly number[] = this.places,
  ): Promise<readonly boolean[]> {
    const clean = await this.cleanLogits()
    return places.map((place, i) => (results[i] as AttackedPicture).held && this.isRight(clean[place], place))
  }

  /** For each other model which pictures hold under PGD's perturbations of it. */
  async holdingUnderOthers(): Promise<{ readonly name: string; readonly held: boolean[] }[]> {
    const clean = await this.cleanLogits()
    const all: { name: string; held: boolean[] }[] = []
    for (const other of this.others) {
      const made = await this.shared.wholeAttack(other, this.pictures, this.pgdOf(), this.control)
      const attacked = joinPixels(made.map(({ attacked: picture }) => picture))
      const logits = await logitsOf(this.classifier, attacked, this.count, this.control)
      const held = logits.map((row, place) => this.isRight(clean[place], place) && this.isRight(row, place))
      all.push({ name: other.classifier.manifest.name, held })
    }
    return all
  }

  private get places(): number[] {
    return [...this.labels.keys()]
  }

  private isRight(logits: Float32Array | undefined, place: number): boolean {
    return argMax(logits as Float32Array) === this.labels[place]
  }

  private pgdOf(change: Partial<PgdSettings> = {}): AttackChoice {
    const { norm, epsilon, seed, steps: usualSteps } = this.settings
    const { steps = usualSteps } = change
    const defaults = ATTACKS.pgd.defaults(norm, epsilon)
    const settings = { ...defaults, seed, steps, stepSize: crossingSteps(steps), result: 'worst', ...change } as const
    return { id: 'pgd', settings }
  }
}

/** The epsilon from which on any picture can be made of any other: the ball holds all of [0, 1]. */
export function wholeBox(norm: NormId, side: number): Eps01 {
  const values = side * side * 3
  if (norm === 'linf') return 1 as Eps01
  return (norm === 'l1' ? values : Math.sqrt(values)) as Eps01
}

/** An epsilon as people write it in the norm. */
export function epsilonText(norm: NormId, epsilon: number): string {
  const rounded = (value: number) => String(Number(value.toPrecision(3)))
  return norm === 'linf' && epsilon < 1 ? `${rounded(epsilon * 255)}/255` : rounded(epsilon)
}
