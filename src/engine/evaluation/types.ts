/** @file What an evaluation asks of the engine, job by job, and what it answers: plain data that can be cloned and stored. */
import type { UntargetedOutcome } from '../../outcomes/outcome'
import type { Eps01, Pixels01 } from '../../units'
import type { NormId } from '../attacks/norms/types'
import type { AttackChoice, AttackId } from '../attacks/registry'
import type { CommonSettings, Goal } from '../attacks/types'
import type { SettingDescription } from '../settings/describe'

/** Images of one size with their true classes. */
export interface LabelledImages {
  /** What stands for each image in seeds and in results: its place in its source. */
  readonly indices: readonly number[]
  /** Of `classes`, one an image. */
  readonly labels: readonly number[]
  /** Names of the source's classes. */
  readonly classes: readonly string[]
  /** (N, size, size, 3) */
  readonly pixels: Pixels01
  /** In pixels. */
  readonly size: number
}

/** The images themselves, or where the worker finds them. */
export type ImageSource =
  | { readonly kind: 'given'; readonly images: LabelledImages }
  | { readonly kind: 'dataSet'; readonly id: string; readonly indices: readonly number[] }

export interface JudgeInput {
  readonly modelId: string
  readonly images: ImageSource
  /** Untargeted. */
  readonly attack: AttackChoice
  /** One an image of the source, in its order, instead of the settings' own. 0 asks for the clean image alone. */
  readonly epsilons: readonly Eps01[]
}

/** Arrays have an entry an image, in the order asked for. Images that cannot be read are missing. */
export interface Judgement {
  readonly indices: readonly number[]
  readonly verdicts: readonly UntargetedOutcome[]
  /** How large the perturbation that fooled the model is, in the attack's norm; 0 where it is wrong, null where it is robust. */
  readonly sizes: readonly (number | null)[]
  /** Name of the run of the attack that fooled it; null where none did. */
  readonly fooledBy: readonly (string | null)[]
  /** Whether it is robust only in that every gradient was zero, so that the attack could not move. */
  readonly zeroGradient: readonly boolean[]
}

export interface TransferInput {
  /** The model that the perturbations are made on. */
  readonly modelId: string
  /** Those that they are shown to; it may be among them. All take images of one size. */
  readonly targetIds: readonly string[]
  readonly images: ImageSource
  readonly attack: AttackChoice
}

export interface TransferOutcome {
  readonly indices: readonly number[]
  /** By target, an entry an image, by the target's own prediction of the clean image. */
  readonly verdicts: Readonly<Record<string, readonly UntargetedOutcome[]>>
  /** An entry an image: whether the attack left it as it was, so that the targets were shown the clean image twice. */
  readonly unperturbed: readonly boolean[]
}

export interface FlagSettings {
  /** The most images that are looked at: the first of the evaluation's. */
  readonly images: number
  /** Of the attacks that are made for it; checks of more steps take MORE_STEPS times as many. */
  readonly steps: number
  readonly norm: NormId
  /** The size of perturbation at which the checks are made. */
  readonly epsilon: Eps01
  readonly seed: number
}

export interface FlagsInput {
  readonly modelId: string
  /** Models on which perturbations are made that are then shown to this one. Those of another input size are passed over. */
  readonly otherIds: readonly string[]
  readonly images: ImageSource
  readonly settings: FlagSettings
}

/** What a check of one red flag found, for people. */
export interface FlagFinding {
  readonly id: string
  /** A few words, such as "More steps, less success". */
  readonly name: string
  /** `unknown` where it could not be looked at, or too few images can show nothing. */
  readonly status: 'raised' | 'clear' | 'unknown'
  /** What was seen, with its numbers: one or two sentences. */
  readonly seen: string
  /** What to do, one sentence; null unless it is raised. */
  readonly remedy: string | null
  /** What was seen, for exports. Shares are in [0, 1]. */
  readonly numbers: Readonly<Record<string, number>>
}

/** An attack as a form can offer it. */
export interface AttackDescription {
  readonly id: AttackId
  readonly name: string
  readonly norms: readonly NormId[]
  readonly goals: readonly Goal[]
  /** Whether it is quick enough to be made again while a slider moves. */
  readonly isLive: boolean
  /** Its own settings and the seed; the norm and epsilon are every attack's. */
  readonly settings: readonly SettingDescription[]
  /** The usual settings in each of `norms`, at that norm's usual epsilon. */
  readonly defaults: Readonly<Partial<Record<NormId, CommonSettings>>>
}
