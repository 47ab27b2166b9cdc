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
import { type Judge, perturb } from '../transfer'
import type { FlagSettings, LabelledPictures } from '../types'

export class Probes {
  private readonly made = new Map<string, Promise<AttackedPicture[]>>()
  private clean: Promise<Float32Array[]> | null = null

  constructor(
    private readonly own: Judge,
    private readonly others: readonly Judge[],
    readonly pictures: LabelledPictures,
    readonly settings: FlagSettings,
    readonly control: JobControl,
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
   * PGD, the measure of most checks, with the worst of its iterates, so that a check does not mistake an unlucky last
   * step for a flag. One of no random start begins at the picture. As it is set, it makes every step on every picture.
   */
  pgd(change: Partial<Pick<PgdSettings, 'steps' | 'epsilon' | 'randomStart'>> = {}): Promise<AttackedPicture[]> {
    const usual = this.pgdSettings({})
    const settings = this.pgdSettings(change)
    const isUsual = JSON.stringify(settings) === JSON.stringify(usual)
    return this.attack({ id: 'pgd', settings }, !isUsual)
  }

  /** Each picture until it has fallen, or every step of every run, for the sake of its losses. */
  attack(attack: AttackChoice, stopWhenFallen = true): Promise<AttackedPicture[]> {
    const key = JSON.stringify(attack)
    const before = this.made.get(key)
    if (before) return before
    const { pixels, indices } = this.pictures
    const input = { pixels, labels: this.labels, indices, attack, stopWhenFallen }
    const results = attackPictures(this.classifier, input, this.control)
    this.made.set(key, results)
    return results
  }

  private pgdSettings(change: Partial<PgdSettings>): PgdSettings {
    const { norm, epsilon, seed, steps: usualSteps } = this.settings
    const { steps = usualSteps } = change
    const defaults = ATTACKS.pgd.defaults(norm, epsilon)
    return { ...defaults, seed, steps, stepSize: crossingSteps(steps), result: 'worst', ...change }
  }

  /** Which pictures hold: right without the attack and with it. */
  async holding(results: readonly AttackedPicture[]): Promise<boolean[]> {
    const clean = await this.cleanLogits()
    return results.map(({ held }, place) => held && argMax(clean[place] as Float32Array) === this.labels[place])
  }

  /** For each other model which pictures hold under PGD's perturbations of it. */
  async holdingUnderOthers(): Promise<{ readonly name: string; readonly held: boolean[] }[]> {
    const { norm, epsilon, seed, steps } = this.settings
    const attack: AttackChoice = {
      id: 'pgd',
      settings: { ...ATTACKS.pgd.defaults(norm, epsilon), seed, steps, stepSize: crossingSteps(steps) },
    }
    const clean = await this.cleanLogits()
    const all: { name: string; held: boolean[] }[] = []
    for (const other of this.others) {
      const attacked = await perturb(this.pictures, other, attack, this.control)
      const logits = await logitsOf(this.classifier, attacked, this.count, this.control)
      const isRight = (row: Float32Array | undefined, place: number) =>
        argMax(row as Float32Array) === this.labels[place]
      const held = logits.map((row, place) => isRight(clean[place], place) && isRight(row, place))
      all.push({ name: other.classifier.manifest.name, held })
    }
    return all
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
