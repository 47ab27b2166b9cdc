/** @file The state of training: the form, the run, the sweep, and their measurements. */
import type { ModelKind } from '../../engine/checkpoints/manifest'
import type { HeldOutFigures, HeldOutImages } from '../../engine/training/heldOut'
import type { Divergence, StepReport } from '../../engine/training/trainer'
import type {
  BatchMemory,
  GradientMap,
  HeldOutInput,
  MapImage,
  OptimizerDescription,
  TrainingDescription,
} from '../../engine/training/types'
import type { OpenDataSet, RememberedDataSet, SetFrom } from '../data/dataSource'
import type { PlannedModel } from '../evaluation/evaluationPlan'
import type { AnyRun, ShownRun } from '../runs/run'
import type { NamedSettings } from '../settings/values'

export type {
  GradientMap,
  MapImage,
  ObjectiveDescription,
  TrainingDescription,
} from '../../engine/training/types'

/** An objective or an optimiser with all its settings. */
export interface SettingsChoice {
  readonly id: string
  readonly settings: NamedSettings
}

/** The settings that a person chooses before a run. */
export interface TrainingForm {
  /** A model of the zoo; null for the default. */
  readonly modelId: string | null
  /** null until the engine has listed its objectives; likewise the optimiser. */
  readonly objective: SettingsChoice | null
  readonly optimizer: SettingsChoice | null
  readonly learningRate: number
  /** As a fraction of the steps. */
  readonly warmupShare: number
  readonly steps: number
  /** Steps until the objective's penalty, or its attack, has full strength. */
  readonly rampSteps: number
  readonly batchSize: number
  /** Images that go through the model at once; null for as many of a batch as memory allows. */
  readonly microBatchSize: number | null
  readonly clipNorm: number | null
  readonly averageDecay: number
  readonly augmentation: { readonly flip: boolean; readonly cropMargin: number }
  readonly trained: { readonly lastStages: number | null; readonly batchNormAffine: boolean }
  /** The activation to train with; null for the model's own. */
  readonly activation: string | null
  readonly seed: number
  /** Which images, at most how many, and the seed for choosing them. */
  readonly data: {
    readonly from: SetFrom
    readonly trainImages: number
    readonly heldOutImages: number
    readonly seed: number
  }
  /** The attack by which held-out images are judged. */
  readonly attack: HeldOutInput['attack']
  /** Steps between two measurements. */
  readonly evaluateEvery: number
  /** Number of images with gradient maps. */
  readonly mapImages: number
  /** Steps between two checkpoints. */
  readonly checkpointEvery: number
  readonly sweep: { readonly lambdas: readonly number[]; readonly steps: number }
}

/** A complete form. */
export interface ChosenForm extends TrainingForm {
  readonly objective: SettingsChoice
  readonly optimizer: SettingsChoice
}

export type TrainingPoint = StepReport

export interface HeldOutEvaluation extends HeldOutFigures {
  readonly step: number
}

/** Gradient maps of the run's images, in order. */
export interface MapFrame {
  readonly step: number
  readonly maps: readonly GradientMap[]
}

/** How an objective with a gradient penalty is differentiated. */
export type DerivativeRoute = 'none' | 'doubleBackprop' | 'finiteDifferences'

/** How many images go through the model at once, and how that was decided; null if a person chose it. */
export interface BatchParts {
  readonly images: number
  readonly memory: BatchMemory | null
}

/** The images of a run: what they are, and their number, which is 0 until they are read. */
export interface RunData {
  readonly dataSet: RememberedDataSet
  readonly trainImages: number
  readonly heldOutImages: number
  /** For people. */
  readonly heldOutFrom: string
  /** What was requested and is missing, in one sentence; absent until the images are read. */
  readonly shortage?: string | null
}

/** The model that a training starts from. */
export interface StartModel {
  readonly modelId: string
  readonly name: string
  /** Missing in trainings kept by earlier releases. */
  readonly kind?: ModelKind
}

export interface TrainingRun extends AnyRun {
  readonly form: ChosenForm
  readonly start: StartModel
  /** The model that it starts from, and what names its plan in results; missing in trainings kept by earlier releases. */
  readonly planned?: { readonly model: PlannedModel; readonly sha256?: string }
  readonly data: RunData
  readonly route: DerivativeRoute
  /** Steps taken. */
  readonly step: number
  readonly steps: number
  /** By step; for long runs only some steps. */
  readonly series: readonly TrainingPoint[]
  /** What the settings of objective and optimiser mean, as described by the engine; absent in work of earlier releases. */
  readonly described?: Readonly<Record<'objective' | 'optimizer', Pick<OptimizerDescription, 'name' | 'settings'>>>
  /** Labels of the terms of its loss; absent in runs kept by earlier releases. */
  readonly terms?: readonly string[]
  readonly evaluations: readonly HeldOutEvaluation[]
  /** The held-out images one by one, before the training and as last measured; missing in work of earlier releases. */
  readonly eachHeldOut?: {
    readonly before: HeldOutImages | null
    readonly after: HeldOutImages
    readonly step: number
  }
  readonly classes: readonly string[]
  readonly images: readonly MapImage[]
  readonly frames: readonly MapFrame[]
  readonly divergences: readonly Divergence[]
  /** Averaged over the last steps; null before the first. */
  readonly secondsPerStep: number | null
  /** Measurements included; null if unknown. */
  readonly secondsLeft: number | null
  /** The step at which the browser keeps it, or null. */
  readonly checkpointStep: number | null
  /** The model that was made from its present state, or null. */
  readonly modelId: string | null
  /** How its batches are split; null until it has begun. */
  readonly parts: BatchParts | null
}

export interface SweepEntry {
  readonly lambda: number
  readonly status: 'waiting' | 'running' | 'done' | 'diverged'
  readonly step: number
  readonly steps: number
  /** At the end, or at the last good state. */
  readonly figures: HeldOutFigures | null
  readonly message: string | null
}

/** Several short trainings, one after another. */
export interface LambdaSweep extends AnyRun {
  /** The settings shared by the trainings; each entry has its own lambda. */
  readonly plan: Pick<TrainingRun, 'form' | 'start' | 'data' | 'described'>
  /** The model that all start from. */
  readonly before: HeldOutFigures | null
  /** By lambda, ascending. */
  readonly entries: readonly SweepEntry[]
  readonly secondsLeft: number | null
}

export interface TrainingState extends ShownRun<TrainingRun> {
  readonly form: TrainingForm
  /** null until the engine runs. */
  readonly offered: TrainingDescription | null
  /** Of the plan that was opened last, until another model is chosen: the one that the page does not have, if so. */
  readonly missingModels: readonly PlannedModel[]
  /** The images that a person opened to train on. */
  readonly data: OpenDataSet
  readonly sweep: LambdaSweep | null
  /** Whether another tab is working on the sweep, which is then only shown here. */
  readonly isSweepElsewhere: boolean
}
