/**
 * @file The messages between the page and the engine's worker. Types only: the
 * page never has a tensor, and the worker never sees a view.
 */

import type { AttackInPython } from '../engine/attacks/python/types'
import type { AttackChoice } from '../engine/attacks/registry'
import type { BackendName, BackendReport } from '../engine/backend/types'
import type { EpochRun } from '../engine/checkpoints/epochRun'
import type { Manifest } from '../engine/checkpoints/manifest'
import type {
  CheckPreprocessingInput,
  PreprocessingCheck,
} from '../engine/checkpoints/preprocessing/checkPreprocessing'
import type { ImageFit } from '../engine/checkpoints/resizing'
import type { TrainingLog } from '../engine/checkpoints/trainingLog'
import type {
  AttackDescription,
  BudgetInput,
  FlagFinding,
  FlagsInput,
  JudgeInput,
  Judgement,
  PythonInput,
  TransferInput,
  TransferOutcome,
} from '../engine/evaluation/types'
import type { AlongInput, CurvatureAlong, LossAlong, LossSurface, SurfaceInput } from '../engine/geometry/types'
import type { QuantityId, QuantityResult } from '../engine/quantities/registry'
import type { ImageStatistics, StatisticsInput } from '../engine/statistics/types'
import type { TrainedName } from '../engine/training/trainedFiles'
import type { EncodedState } from '../engine/training/trainingState'
import type {
  ResumeTrainingInput,
  StartTrainingInput,
  StepsInput,
  StepsTaken,
  TrainedFiles,
  TrainingDescription,
  TrainingMeasure,
  TrainingStarted,
} from '../engine/training/types'
import type { AttackInput, AttackOutcome, LoadedModel, MeasureInput, ModelLocation } from '../engine/types'
import type {
  DataSetSource,
  DataSetSummary,
  ImagesInput,
  ImagesOutput,
  Subset,
  SubsetInput,
} from '../images/datasets/types'
import type { DecodedImage } from '../images/decodedImage'
import type { PlanFile } from '../plans/planFile'
import type { ReadResults } from '../plans/readFiles'
import type { PixelImage } from '../units'

/** Every call with its input and output. */
export interface Calls {
  /** `withoutThreads` after a start that threads of WebAssembly kept from its end. */
  start: { input: { backend: BackendName | 'auto'; withoutThreads?: true }; output: BackendReport }
  /** Progress is in bytes of the weights. */
  loadModel: { input: ModelLocation; output: LoadedModel }
  /** Frees a model. Has no effect if it is not loaded. */
  unloadModel: { input: { id: string }; output: undefined }
  /** A model's manifest, without its weights. */
  readManifest: { input: ModelLocation; output: Manifest }
  readTrainingLog: { input: { url: string }; output: TrainingLog }
  /** A training whose weights of every epoch are kept; `loadModel` loads each. */
  readEpochRun: { input: { url: string }; output: EpochRun }
  decodeImage: { input: ImageFit & { file: Blob; name: string }; output: DecodedImage }
  /** Labelled images, which stay in the worker. Progress is in bytes of the files. */
  openDataSet: { input: DataSetSource; output: DataSetSummary }
  /** Frees a data set. Has no effect if it is not open. */
  closeDataSet: { input: { id: string }; output: undefined }
  /** Some of its images, for display. Progress is in images. */
  dataSetImages: { input: ImagesInput; output: ImagesOutput }
  /** The subset of its images for an evaluation. */
  dataSetSubset: { input: SubsetInput; output: Subset }
  edgeEnergy: { input: { image: PixelImage }; output: Float32Array }
  /** One quantity; `askQuantity` of src/client knows which result belongs to which. */
  measure: { input: MeasureInput; output: QuantityResult<QuantityId> }
  attack: { input: AttackInput; output: AttackOutcome }
  /** plan.json or results.json, which may come from anywhere. Throws one sentence about what does not fit. */
  readPlanFile: { input: { file: Blob }; output: PlanFile }
  readResultsFile: { input: { file: Blob }; output: ReadResults }
  /** The loss and its gradient's norm along a direction from an image. */
  lossAlong: { input: AlongInput; output: LossAlong }
  /** Normalised curvature along one. Progress is in products with the Hessian. */
  curvatureAlong: { input: AlongInput; output: CurvatureAlong }
  /** The loss on a plane through an image. Progress is in its points. */
  lossSurface: { input: SurfaceInput; output: LossSurface }
  /** Describes every attack for evaluations. */
  describeAttacks: { input: Record<string, never>; output: readonly AttackDescription[] }
  /** In the background too: how many of the images a model gets right under each plausible preprocessing. */
  checkPreprocessing: { input: CheckPreprocessingInput; output: PreprocessingCheck }
  /** What is wrong with the attack's settings for this model, in one sentence, or null. */
  attackProblem: { input: { modelId: string; attack: AttackChoice }; output: string | null }
  /** The attack as lines of Python; null where nothing public has it, nor the project's package. */
  /** The most steps of an attack within a budget of passes; null for one of fixed steps. */
  stepsWithin: { input: BudgetInput; output: number | null }
  attackInPython: { input: PythonInput; output: AttackInPython | null }
  /** These three run in the background; all other calls go first. */
  judge: { input: JudgeInput; output: Judgement }
  transfer: { input: TransferInput; output: TransferOutcome }
  /** In the background too: numbers of every image, for statistics. */
  measureStatistics: { input: StatisticsInput; output: ImageStatistics }
  checkFlags: { input: FlagsInput; output: readonly FlagFinding[] }
  /** Describes the objectives, optimisers and activations for training. */
  describeTraining: { input: Record<string, never>; output: TrainingDescription }
  /** A training run, one at a time, in the background too. Images are read first; progress is in images. */
  startTraining: { input: StartTrainingInput; output: TrainingStarted }
  resumeTraining: { input: ResumeTrainingInput; output: TrainingStarted }
  /** Takes some steps. A cancelled call keeps the steps that it took. */
  trainSteps: { input: StepsInput; output: StepsTaken }
  measureTraining: { input: Record<string, never>; output: TrainingMeasure }
  /** The state that `resumeTraining` continues from, bit by bit on the same backend. */
  trainingState: { input: Record<string, never>; output: EncodedState }
  /** The trained model's files. */
  trainedModel: { input: TrainedName; output: TrainedFiles }
  /** One of the run's held-out images, as a file that can be opened like any other, and its class. */
  heldOutImage: { input: { index: number }; output: { file: Blob; label: string } }
  /** Frees the run. Has no effect if there is none. */
  endTraining: { input: Record<string, never>; output: undefined }
  memory: { input: Record<string, never>; output: { tensorCount: number; bytes: number } }
}

export type CallName = keyof Calls

export interface Progress {
  readonly step: number
  readonly steps: number
}

/** What goes in and what comes out, by the names of calls. */
export type AnyCalls<Calls> = { readonly [Name in keyof Calls]: { readonly input: unknown; readonly output: unknown } }

export type CallOf<All extends AnyCalls<All>> = {
  [Name in keyof All]: { type: 'call'; jobId: number; name: Name; input: All[Name]['input'] }
}[keyof All]

export type ToJob<All extends AnyCalls<All>> = CallOf<All> | { type: 'cancel'; jobId: number }

/** Of any worker that does jobs. */
export type FromJob =
  | { type: 'progress'; jobId: number; progress: Progress }
  | { type: 'done'; jobId: number; output: unknown }
  | { type: 'failed'; jobId: number; message: string }
  /** It failed in an error after which nothing more can be computed in this worker. */
  | { type: 'died'; jobId: number; message: string }
  | { type: 'cancelled'; jobId: number }

export type CallMessage = CallOf<Calls>
export type ToWorker = ToJob<Calls> | { type: 'ping' }
export type FromWorker =
  | FromJob
  | { type: 'backendLost'; message: string }
  /** Threads of WebAssembly are begun, which in some browsers may block the worker for ever. */
  | { type: 'startingThreads' }
  /** That the worker's script runs: at its start, and later in answer to a ping. */
  | { type: 'alive' }
