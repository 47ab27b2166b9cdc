/** @file What passes between the page and a training session in the worker: plain data, never tensors. */
import type { PixelImage } from '../../units'
import type { Checkpoint } from '../checkpoints/formats/types'
import type { PenaltyRoute } from '../objectives/types'
import type { SettingDescription } from '../settings/describe'
import type { HeldOutFigures, HeldOutImages } from './heldOut'
import type { TrainingSettingsInput } from './settings'
import type { Divergence, StepReport } from './trainer'
import type { EncodedState } from './trainingState'

export interface OptimizerDescription {
  readonly id: string
  readonly name: string
  readonly settings: readonly SettingDescription[]
  readonly defaults: Readonly<Record<string, unknown>>
}

export interface ObjectiveDescription extends OptimizerDescription {
  readonly about: string
  /** Which of two routes to the same objective this is, and the id under which both are offered; null where there is one. */
  readonly route: { readonly of: string; readonly by: PenaltyRoute } | null
  /** Whether it has a penalty or an attack that a ramp brings into force. */
  readonly hasRamp: boolean
  readonly derivatives: 'first' | 'second'
  /** Labels of the terms that its loss is the sum of. */
  readonly terms: readonly string[]
}

/** All that a training can be made with. */
export interface TrainingDescription {
  readonly objectives: readonly ObjectiveDescription[]
  readonly optimizers: readonly OptimizerDescription[]
  readonly activations: readonly string[]
}

/** Which images of a data set that is open in the worker a run trains on, and which it is judged by. */
export interface TrainingImagesInput {
  readonly dataSetId: string
  /** At most so many, balanced over classes, and never more; fewer where there are fewer. So of those held out. */
  readonly train: number
  readonly heldOut: number
  /** Chooses them; the same images for the same seed. */
  readonly seed: number
}

/** How a run is watched. */
export interface HeldOutInput {
  /** The PGD attack that held-out images are judged by. */
  readonly attack: { readonly epsilon255: number; readonly stepSize255: number; readonly steps: number }
  /** Held-out images whose gradient maps are looked at, at most. */
  readonly mapImages: number
}

export interface StartTrainingInput extends HeldOutInput {
  /** A model that the engine has loaded. */
  readonly modelId: string
  readonly settings: TrainingSettingsInput
  readonly images: TrainingImagesInput
}

export interface ResumeTrainingInput extends HeldOutInput {
  readonly state: EncodedState
  readonly images: TrainingImagesInput
}

/** A held-out image whose gradient map is looked at while the model is trained. */
export interface MapImage extends PixelImage {
  /** Index of its class. */
  readonly label: number
}

/** Why so many images go through a model at once. */
export interface BatchMemory {
  /** What one takes in a step, measured. */
  readonly bytesPerImage: number
  /** What all of them may take. */
  readonly budgetBytes: number
}

export interface TrainingStarted {
  /** Taken so far, and of the whole run. */
  readonly step: number
  readonly steps: number
  /** Images that there were. */
  readonly train: number
  readonly heldOut: number
  /** Where the held-out ones come from, for people. */
  readonly heldOutFrom: string
  /** What was asked for and is not there, in one sentence, or null. */
  readonly shortage: string | null
  readonly classes: readonly string[]
  readonly images: readonly MapImage[]
  /** Images that go through the model at once; the batch's, where it is not parted. */
  readonly microBatchSize: number
  /** What it was chosen by; null where a person chose it, or the run before. */
  readonly memory: BatchMemory | null
}

export interface StepsInput {
  /** Steps at most. */
  readonly most: number
  /** After so many milliseconds no further step begins. */
  readonly withinMs: number
}

export interface StepsTaken {
  readonly reports: readonly StepReport[]
  /** null where all went well; otherwise the run stands at its last good state again. */
  readonly divergence: Divergence | null
}

/** Of one image: d cross-entropy / d pixel (height, width, 3) at its label, and what is measured of it. */
export interface GradientMap {
  readonly gradient: Float32Array
  readonly gradientL1: number
  /** null where the image's edges or the gradient are flat. */
  readonly edgeAlignment: number | null
  /** Class index. */
  readonly predicted: number
}

/** The model that ships, a moving average of the weights, on held-out images. */
export interface TrainingMeasure {
  readonly step: number
  readonly figures: HeldOutFigures
  readonly each: HeldOutImages
  readonly maps: readonly GradientMap[]
  /** Where accuracy has collapsed; the run stands at its last good state again. */
  readonly divergence: Divergence | null
}

/** An image that the training held out, as bytes (height, width, 3). */
export interface HeldOutImage {
  readonly height: number
  readonly width: number
  readonly pixels: Uint8Array
  /** Name of its class. */
  readonly label: string
}

/** A trained model's two files. */
export type TrainedFiles = Omit<Checkpoint, 'id'>
