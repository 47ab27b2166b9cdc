/** @file Messages between the page and a training session in the worker: plain data, never tensors. */
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
  /** Which of two ways of differentiation this is, and the id under which both are offered; null if there is one way. */
  readonly route: { readonly of: string; readonly by: PenaltyRoute } | null
  /** Whether it has a penalty or an attack that can be ramped up. */
  readonly hasRamp: boolean
  readonly derivatives: 'first' | 'second'
  /** Labels of the terms of its loss. */
  readonly terms: readonly string[]
}

/** All choices for a training. */
export interface TrainingDescription {
  readonly objectives: readonly ObjectiveDescription[]
  readonly optimizers: readonly OptimizerDescription[]
  readonly activations: readonly string[]
}

/** Which images of a data set open in the worker are for training, and which are held out. */
export interface TrainingImagesInput {
  readonly dataSetId: string
  /** At most this many, balanced over classes; likewise for those held out. */
  readonly train: number
  readonly heldOut: number
  /** Chooses them; the same images for the same seed. */
  readonly seed: number
}

/** How a run is watched. */
export interface HeldOutInput {
  /** The PGD attack by which held-out images are judged. */
  readonly attack: { readonly epsilon255: number; readonly stepSize255: number; readonly steps: number }
  /** The most held-out images with gradient maps. */
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

/** A held-out image whose gradient map is shown during training. */
export interface MapImage extends PixelImage {
  /** Index of its class. */
  readonly label: number
}

/** How the micro-batch size was chosen. */
export interface BatchMemory {
  /** Memory of one image in a step, measured. */
  readonly bytesPerImage: number
  /** The most memory for all of them. */
  readonly budgetBytes: number
}

export interface TrainingStarted {
  /** Steps taken so far, and of the whole run. */
  readonly step: number
  readonly steps: number
  /** The number of images found. */
  readonly train: number
  readonly heldOut: number
  /** The source of the held-out ones, in words. */
  readonly heldOutFrom: string
  /** What was requested and is missing, in one sentence, or null. */
  readonly shortage: string | null
  readonly classes: readonly string[]
  readonly images: readonly MapImage[]
  /** Images that go through the model at once; the batch size if it is not split. */
  readonly microBatchSize: number
  /** How it was chosen; null if a person chose it, or an earlier session. */
  readonly memory: BatchMemory | null
}

export interface StepsInput {
  /** The most steps. */
  readonly most: number
  /** No further step begins after this many milliseconds. */
  readonly withinMs: number
}

export interface StepsTaken {
  readonly reports: readonly StepReport[]
  /** null if all went well; otherwise the run is back at its last good state. */
  readonly divergence: Divergence | null
}

/** For one image: d cross-entropy / d pixel (height, width, 3) at its label, and its measurements. */
export interface GradientMap {
  readonly gradient: Float32Array
  readonly gradientL1: number
  /** null if the image's edges or the gradient are flat. */
  readonly edgeAlignment: number | null
  /** Class index. */
  readonly predicted: number
}

/** Figures of the exported model, a moving average of the weights, on held-out images. */
export interface TrainingMeasure {
  readonly step: number
  readonly figures: HeldOutFigures
  readonly each: HeldOutImages
  readonly maps: readonly GradientMap[]
  /** Set if accuracy has collapsed; the run is back at its last good state. */
  readonly divergence: Divergence | null
}

/** A held-out image of the training, as bytes (height, width, 3). */
export interface HeldOutImage {
  readonly height: number
  readonly width: number
  readonly pixels: Uint8Array
  /** The name of its class. */
  readonly label: string
}

/** A trained model's two files. */
export type TrainedFiles = Omit<Checkpoint, 'id'>
