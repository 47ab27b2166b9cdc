/** @file What the page knows of fine-tuning: what is set, the run, and what was measured along it. */
import type { HeldBackFigures } from '../engine/training/heldBack'
import type { TrainingSettingsInput } from '../engine/training/settings'
import type { StepReport } from '../engine/training/trainer'
import type { JudgeAttack, ObjectiveDescription, WatchedPicture } from '../engine/training/types'
import type { BuiltInId } from '../pictures/datasets/builtIn/registry'

/** What a person sets before a run. */
export interface FinetuneForm {
  /** A model of the zoo; null: the usual one. */
  readonly modelId: string | null
  readonly objectiveId: string
  /** The objective's own settings beside epsilon and lambda; what is left out is as usual. */
  readonly objectiveSettings: Readonly<Record<string, unknown>>
  /** Of the objective and of the attack that held-back pictures are judged by, in 1/255. */
  readonly epsilon255: number
  /** Weight of the gradient norm; cross-entropy weighs 2 - lambda. */
  readonly lambda: number
  readonly learningRate: number
  readonly steps: number
  readonly batchSize: number
  /** What the model is trained with; null: its own. */
  readonly activation: string | null
  readonly seed: number
  readonly pictures: 'builtIn' | 'own'
  /** The most pictures to train on, and to judge by. */
  readonly trainPictures: number
  readonly heldBackPictures: number
}

/** Where a run's pictures come from; a person's own files have to be opened again after a reload. */
export type FinetuneSource =
  | { readonly kind: 'builtIn'; readonly id: BuiltInId; readonly name: string }
  | { readonly kind: 'own'; readonly name: string }

/** Everything that a run is made with. */
export interface FinetuneSetup {
  readonly modelId: string
  readonly objective: Pick<ObjectiveDescription, 'id' | 'name' | 'parts' | 'derivatives'>
  readonly settings: TrainingSettingsInput
  readonly source: FinetuneSource
  readonly trainPictures: number
  readonly heldBackPictures: number
  readonly attack: JudgeAttack
  /** Steps between two measurements; what is gone back to is kept as often. */
  readonly measureEvery: number
}

export interface FinetuneMeasure {
  readonly step: number
  readonly figures: HeldBackFigures
}

/** Gradient maps of the watched pictures, in their order: (height, width, 3) each. */
export interface MapFrame {
  readonly step: number
  readonly maps: readonly Float32Array[]
}

export interface FinetuneDivergence {
  readonly step: number
  readonly rolledBackTo: number
  /** One sentence. */
  readonly message: string
}

export type FinetuneStatus =
  /** The model and the pictures are on their way. */
  | 'preparing'
  | 'running'
  /** By the person, a reload or a lost device. Goes on by `resumeFinetune`. */
  | 'paused'
  /** All steps are taken, or it was stopped. */
  | 'done'
  /** `message` says why. */
  | 'failed'

export interface FinetuneRun {
  readonly id: string
  readonly setup: FinetuneSetup
  /** The model's name, for people; its id until it is loaded. */
  readonly modelName: string
  readonly status: FinetuneStatus
  /** Whether it waits for a measurement rather than for steps. */
  readonly isMeasuring: boolean
  /** What hinders it, or what it waits for; one sentence or null. */
  readonly message: string | null
  /** Steps taken. */
  readonly step: number
  readonly steps: number
  /** Pictures that there are, which may be fewer than asked for; 0 until they are read. */
  readonly trained: number
  readonly heldBack: number
  /** By step; of long runs only some of them. */
  readonly reports: readonly StepReport[]
  readonly measures: readonly FinetuneMeasure[]
  readonly watched: readonly WatchedPicture[]
  readonly frames: readonly MapFrame[]
  readonly divergences: readonly FinetuneDivergence[]
  /** Mean over the last steps, or null before the first. */
  readonly secondsAStep: number | null
  /** Id of the column that the trained model was added as, at the step that it has. */
  readonly added: { readonly id: string; readonly step: number } | null
}

export interface FinetuneState {
  readonly form: FinetuneForm
  /** What can be trained for; empty until the engine runs. */
  readonly objectives: readonly ObjectiveDescription[]
  readonly run: FinetuneRun | null
  /** Why something that was asked for could not be done; one sentence or null. */
  readonly problem: string | null
  /** Why runs are not kept for a reload; one sentence or null. */
  readonly storageProblem: string | null
}
