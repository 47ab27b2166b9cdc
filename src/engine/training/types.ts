/** @file What passes between the page and a training session in the worker: plain data, never tensors. */
import type { Picture } from '../../units'
import type { HeldBackFigures } from './heldBack'
import type { TrainingSettingsInput } from './settings'
import type { Divergence, StepReport } from './trainer'
import type { EncodedState } from './trainingState'

/** Which pictures of a data set that is open in the worker a run trains on, and which it is judged by. */
export interface TrainingPicturesInput {
  readonly dataSetId: string
  /** At most so many, balanced over classes; fewer where there are fewer. */
  readonly train: number
  readonly heldBack: number
  /** Chooses them; the same pictures for the same seed. */
  readonly seed: number
}

/** The PGD attack that held-back pictures are judged by; a step is a quarter of epsilon. */
export interface JudgeAttack {
  readonly epsilon255: number
  readonly steps: number
}

export interface StartTrainingInput {
  /** A model that the engine has loaded. */
  readonly modelId: string
  readonly settings: TrainingSettingsInput
  readonly pictures: TrainingPicturesInput
  readonly attack: JudgeAttack
}

export interface ResumeTrainingInput {
  readonly state: EncodedState
  readonly pictures: TrainingPicturesInput
  readonly attack: JudgeAttack
}

/** A held-back picture whose gradient map is looked at while the model is trained. */
export interface WatchedPicture {
  readonly picture: Picture
  /** Name of its class. */
  readonly label: string
}

export interface TrainingStarted {
  /** Taken so far, and of the whole run. */
  readonly step: number
  readonly steps: number
  /** Pictures that there were. */
  readonly train: number
  readonly heldBack: number
  readonly watched: readonly WatchedPicture[]
}

export interface StepsInput {
  /** Steps at most. */
  readonly most: number
  /** After so many milliseconds no further step begins. */
  readonly withinMs: number
}

export interface StepsTaken {
  readonly reports: readonly StepReport[]
  /** null where all went well. Steps after the one that was gone back to count for nothing. */
  readonly divergence: Divergence | null
}

/** The model that ships, a moving average of the weights, on held-back pictures. */
export interface TrainingMeasure {
  readonly step: number
  readonly figures: HeldBackFigures
  /** Of each watched picture: d cross-entropy / d pixel (height, width, 3) at its label. */
  readonly maps: readonly Float32Array[]
  /** Where accuracy has collapsed; the run stands at its last good state again. */
  readonly divergence: Divergence | null
}

/** A trained model's two files. */
export interface TrainedFiles {
  readonly manifest: string
  /** In the safetensors format, float32. */
  readonly weights: ArrayBuffer
}

/** An objective as the page offers it. */
export interface ObjectiveDescription {
  readonly id: string
  readonly name: string
  readonly derivatives: 'first' | 'second'
  readonly parts: readonly string[]
  readonly defaults: Readonly<Record<string, unknown>>
}
