/** @file The engine's jobs for an evaluation and their results: plain data that can be cloned and stored. */
import type { UntargetedOutcome } from '../../outcomes/outcome'
import type { Eps01, Pixels01 } from '../../units'
import type { NormId } from '../attacks/norms/types'
import type { AttackChoice, AttackId } from '../attacks/registry'
import type { CommonSettings, Goal } from '../attacks/types'
import type { SettingDescription } from '../settings/describe'

/** Images of one size with their true classes. */
export interface LabelledImages {
  /** Identifies each image in seeds and results: its index in its source. */
  readonly indices: readonly number[]
  /** Indices into `classes`, one per image. */
  readonly labels: readonly number[]
  /** Names of the source's classes. */
  readonly classes: readonly string[]
  /** (N, size, size, 3) */
  readonly pixels: Pixels01
  /** In pixels. */
  readonly size: number
}

/** The images themselves, or where the worker can find them. */
export type ImageSource =
  | { readonly kind: 'given'; readonly images: LabelledImages }
  | { readonly kind: 'dataSet'; readonly id: string; readonly indices: readonly number[] }

export interface JudgeInput {
  readonly modelId: string
  readonly images: ImageSource
  /** Untargeted. */
  readonly attack: AttackChoice
  /** One per image of the source, in its order, instead of that in the settings. 0 means the clean image alone. */
  readonly epsilons: readonly Eps01[]
  /** For a ranking of attacks: passes are counted, and an attack that looks for the nearest image makes every run. */
  readonly isRanked?: boolean
}

export interface BudgetInput {
  readonly modelId: string
  readonly attack: AttackChoice
  /** Forward and backward passes of one image, added up. */
  readonly passes: number
}

export interface PythonInput {
  readonly modelId: string
  readonly attack: AttackChoice
  readonly goal: Goal
}

/** Arrays have an entry per image, in the requested order. Images that cannot be read are missing. */
export interface Judgement {
  readonly indices: readonly number[]
  readonly verdicts: readonly UntargetedOutcome[]
  /** The size of the perturbation that fooled the model, in the attack's norm; 0 if it is wrong, null if it is robust. */
  readonly sizes: readonly (number | null)[]
  /** Name of the run of the attack that fooled it; null if none did. */
  readonly fooledBy: readonly (string | null)[]
  /** Whether it is robust only because every gradient was zero, so that the attack could not move. */
  readonly zeroGradient: readonly boolean[]
  /** Forward and backward passes of the attack, added up, without the look at the clean image; in a ranking alone. */
  readonly passes?: readonly number[]
}

export interface TransferInput {
  /** The model on which the perturbations are made. */
  readonly modelId: string
  /** The models to which they are shown, possibly including it. All take images of one size. */
  readonly targetIds: readonly string[]
  readonly images: ImageSource
  readonly attack: AttackChoice
}

export interface TransferOutcome {
  readonly indices: readonly number[]
  /** By target, an entry per image, judged by the target's own prediction of the clean image. */
  readonly verdicts: Readonly<Record<string, readonly UntargetedOutcome[]>>
  /** An entry per image: whether the attack left it unchanged, so that the targets were shown the clean image twice. */
  readonly unperturbed: readonly boolean[]
}

export interface FlagSettings {
  /** The most images that are checked: the first of the evaluation's. */
  readonly images: number
  /** Steps of its attacks; the check of more steps takes MORE_STEPS times as many. */
  readonly steps: number
  readonly norm: NormId
  /** The size of perturbation at which the checks are made. */
  readonly epsilon: Eps01
  readonly seed: number
}

export interface FlagsInput {
  readonly modelId: string
  /** Models whose perturbations are shown to this one. Those of another input size are ignored. */
  readonly otherIds: readonly string[]
  readonly images: ImageSource
  readonly settings: FlagSettings
  /** The run's own attack, in which indicators of failure are looked for image by image; missing: in none. */
  readonly attack?: AttackChoice
}

/** A change of a run's attack that mends a failure of it. */
export interface Mend {
  /** What it changes, such as "80 steps" or "Square". */
  readonly name: string
  /** Another attack, or null for the same. */
  readonly attack: AttackId | null
  /** Of the attack's own settings those that change. */
  readonly settings: Readonly<Record<string, unknown>>
}

/** The result of checking one red flag, or one indicator of attack failure, in words. */
export interface FlagFinding {
  readonly id: string
  /** A few words, such as "More steps, less success". */
  readonly name: string
  /** `unknown` if it could not be checked, or there are too few images. */
  readonly status: 'raised' | 'clear' | 'unknown'
  /** The observation, with its numbers: one or two sentences. */
  readonly seen: string
  /** What to do, one sentence; null unless it is raised. */
  readonly remedy: string | null
  /** The numbers of the observation, for exports. Shares are in [0, 1]. */
  readonly numbers: Readonly<Record<string, number>>
  /** The images on which it was seen, by index in their source; missing where it is of the model as a whole. */
  readonly images?: readonly number[]
  /** What would mend it. */
  readonly mends?: readonly Mend[]
}

/** An attack as described to a form. */
export interface AttackDescription {
  readonly id: AttackId
  readonly name: string
  readonly norms: readonly NormId[]
  readonly goals: readonly Goal[]
  /** Whether it is fast enough to be repeated while a slider moves. */
  readonly isLive: boolean
  /** Whether all its runs look for the nearest adversarial image, so that one trial finds the smallest epsilon. */
  readonly minimisesNorm: boolean
  /** Its own settings and the seed; the norm and epsilon are every attack's. */
  readonly settings: readonly SettingDescription[]
  /** The usual settings in each of `norms`, at that norm's usual epsilon. */
  readonly defaults: Readonly<Partial<Record<NormId, CommonSettings>>>
  /** What differs from these where the smallest epsilon is searched for. */
  readonly usualInSearch: Partial<CommonSettings>
  /** Whether forms propose it first; true of one attack. */
  readonly isUsual: boolean
}
