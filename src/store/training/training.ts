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
import type { AnyRun, ShownRun } from '../runs/run'
import type { NamedSettings } from '../settings/values'

export type {
  GradientMap,
  MapImage,
  ObjectiveDescription,
  TrainingDescription,
} from '../../engine/training/types'

/** An objective or an optimiser with all of its settings. */
export interface SettingsChoice {
  readonly id: string
  readonly settings: NamedSettings
}

/** What a person sets before a run. */
export interface TrainingForm {
  /** A model of the zoo; null: the usual one. */
  readonly modelId: string | null
  /** null until the engine has told which there are; so is the optimiser. */
  readonly objective: SettingsChoice | null
  readonly optimizer: SettingsChoice | null
  readonly learningRate: number
  /** Of the steps. */
  readonly warmupShare: number
  readonly steps: number
  /** Until the objective's penalty, or its attack, is wholly in force. */
  readonly rampSteps: number
  readonly batchSize: number
  /** Images that go through the model at once; null: as many of a batch as memory allows. */
  readonly microBatchSize: number | null
  readonly clipNorm: number | null
  readonly averageDecay: number
  readonly augmentation: { readonly flip: boolean; readonly cropMargin: number }
  readonly trained: { readonly lastStages: number | null; readonly batchNormAffine: boolean }
  /** What the model is trained with; null: its own. */
  readonly activation: string | null
  readonly seed: number
  /** Which images, how many at most, and the seed that they are drawn by. */
  readonly data: {
    readonly from: SetFrom
    readonly trainImages: number
    readonly heldOutImages: number
    readonly seed: number
  }
  /** What held-out images are judged by. */
  readonly attack: HeldOutInput['attack']
  /** Steps between two measurements. */
  readonly evaluateEvery: number
  /** Images whose gradient maps are looked at. */
  readonly mapImages: number
  /** Steps between two checkpoints. */
  readonly checkpointEvery: number
  readonly sweep: { readonly lambdas: readonly number[]; readonly steps: number }
}

/** A form that can be run. */
export interface ChosenForm extends TrainingForm {
  readonly objective: SettingsChoice
  readonly optimizer: SettingsChoice
}

export type TrainingPoint = StepReport

export interface HeldOutEvaluation extends HeldOutFigures {
  readonly step: number
}

/** Gradient maps of the run's images, in their order. */
export interface MapFrame {
  readonly step: number
  readonly maps: readonly GradientMap[]
}

/** How an objective that penalises a gradient is differentiated. */
export type DerivativeRoute = 'none' | 'doubleBackprop' | 'finiteDifferences'

/** How many images go through the model at once, and what that was chosen by: null where a person chose it. */
export interface BatchParts {
  readonly images: number
  readonly memory: BatchMemory | null
}

/** The images of a run: what they are, and how many there were; 0 until they are read. */
export interface RunData {
  readonly dataSet: RememberedDataSet
  readonly trainImages: number
  readonly heldOutImages: number
  /** For people. */
  readonly heldOutFrom: string
  /** What was asked for and is not there, in one sentence; absent until the images are read. */
  readonly shortage?: string | null
}

/** The model that a training begins with. */
export interface StartModel {
  readonly modelId: string
  readonly name: string
  /** Missing in trainings that earlier versions kept. */
  readonly kind?: ModelKind
}

export interface TrainingRun extends AnyRun {
  readonly form: ChosenForm
  readonly start: StartModel
  readonly data: RunData
  readonly route: DerivativeRoute
  /** Steps taken. */
  readonly step: number
  readonly steps: number
  /** By step; of long runs only some of them. */
  readonly series: readonly TrainingPoint[]
  /** What the settings of objective and optimiser mean, as the engine described them; absent in what earlier releases kept. */
  readonly described?: Readonly<Record<'objective' | 'optimizer', Pick<OptimizerDescription, 'name' | 'settings'>>>
  /** Labels of the terms that its loss is the sum of; absent in runs that were kept before it was told. */
  readonly terms?: readonly string[]
  readonly evaluations: readonly HeldOutEvaluation[]
  /** The held-out images one by one, before the training and when they were measured last; missing in what earlier releases kept. */
  readonly eachHeldOut?: {
    readonly before: HeldOutImages | null
    readonly after: HeldOutImages
    readonly step: number
  }
  readonly classes: readonly string[]
  readonly images: readonly MapImage[]
  readonly frames: readonly MapFrame[]
  readonly divergences: readonly Divergence[]
  /** Over the last steps; null before the first. */
  readonly secondsPerStep: number | null
  /** Measurements included; null where it is not known. */
  readonly secondsLeft: number | null
  /** The step that the browser keeps it at, or null. */
  readonly checkpointStep: number | null
  /** The own model that was made of its present state, or null. */
  readonly modelId: string | null
  /** How its batches are parted; null until it has begun. */
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

/** Several short trainings in turn. */
export interface LambdaSweep extends AnyRun {
  /** What the trainings have in common; the lambda is that of each entry. */
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
  /** What a person opened to train on. */
  readonly data: OpenDataSet
  readonly sweep: LambdaSweep | null
  /** Whether another tab is working on the sweep, which is then only shown here. */
  readonly isSweepElsewhere: boolean
}
