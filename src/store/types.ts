import type { EpochRunLocation } from '../client/epochRuns'
import type { ZooModel } from '../client/zooModel'
import type { AttackChoice } from '../engine/attacks/registry'
import type { BackendReport } from '../engine/backend/types'
import type { EpochRun } from '../engine/checkpoints/epochRun'
import type { Manifest } from '../engine/checkpoints/manifest'
import type { TrainingLog } from '../engine/checkpoints/trainingLog'
import type { GradientScalarId } from '../engine/gradients/scalars/registry'
import type { DemandedMapId, QuantityId, QuantityResult, QuantitySettings } from '../engine/quantities/registry'
import type { AttackOutcome, LoadedModel } from '../engine/types'
import type { DecodedImage } from '../images/decodedImage'
import type { Outcome } from '../outcomes/outcome'
import type { PixelImage } from '../units'
import type { ExportForm } from './compare/exportForm'
import type { Lightbox } from './compare/lightbox'
import type { Computed, FiguresByModel } from './computed'
import type { EvaluationState } from './evaluation/evaluation'
import type { FigureId } from './figures/figureIds'
import type { GeometryState } from './geometry/geometry'
import type { HubModelState } from './models/hubModel'
import type { ModelOpening } from './models/opening'
import type { OfflineState } from './offline/offline'
import type { KeptState } from './runs/kept'
import type { StatisticsState } from './statistics/statistics'
import type { EpochResult, TimeTravelLook, TravelImage } from './timeTravel/timeTravel'
import type { TourState } from './tour/tour'
import type { TrainingState } from './training/training'
import type { WhyResults } from './why/why'

export type { Computed }

export type EngineState =
  /** `message`: that it takes long, and what to do, in one sentence. */
  | { readonly status: 'starting'; readonly message?: string }
  | { readonly status: 'ready'; readonly report: BackendReport }
  /** The GPU was lost; a new engine is on its way. */
  | { readonly status: 'recovering'; readonly message: string }
  | { readonly status: 'failed'; readonly message: string }

interface ChosenModel {
  readonly id: string
  /** Place in `MODEL_COLORS`, by its training; it stays while columns come, go and move. */
  readonly color: number
}

export interface Download {
  readonly receivedBytes: number
  readonly bytes: number
}

/** `download` is null before the weights begin to come. */
export type LoadingState =
  | { readonly status: 'loading'; readonly download: Download | null }
  | { readonly status: 'ready'; readonly model: LoadedModel }
  | { readonly status: 'failed'; readonly message: string }

/** A model that has a column. */
export type ModelState = ChosenModel & LoadingState

/** An image as it was opened, decoded at every input size that a model shown has needed so far. */
export interface ShownImage {
  /** Kept for models of other input sizes that join later. */
  readonly file: Blob
  /** Where it comes from, for people. */
  readonly name: string
  /** The gallery's id, or null for the person's own. */
  readonly galleryId: string | null
  /** Hash of the person's own file, by which an address names it. */
  readonly sha256?: string | null
  /** Why it is shown, in one sentence, or null. */
  readonly about?: string | null
  /** By the size in pixels and how it is resized, as `fitKey` writes them. */
  readonly bySize: Readonly<Record<string, DecodedImage>>
  /** Why it could not be decoded, by the same keys. */
  readonly unread?: Readonly<Record<string, string>>
}

/** An image that is to be shown: one that is being read, or a file that only the person can open. */
export interface AskedImage {
  /** Of the gallery, or a person's own by its hash; null for the one that suits the models. */
  readonly id: string | null
  /** The class that its loss is taken for; null for each model's own prediction, undefined for the image's own label. */
  readonly label: string | null | undefined
}

/** The attack as people set it. */
export interface AttackForm {
  /** With its size and all of its settings. */
  readonly choice: AttackChoice
  /** Name of the class to be reached, or null: any other than the label. */
  readonly target: string | null
  /** Whether each model has a perturbation of its own, or the first column's is shown to all. */
  readonly madeOn: 'each' | 'first'
}

export interface DisplayForm {
  readonly gradientOf: GradientScalarId
  readonly gradientSign: 'signed' | 'absolute'
  readonly gradientChannel: 'rgb' | 'r' | 'g' | 'b'
  /** Whether each map has its own 99th percentile, or all models share the largest. */
  readonly gradientScale: 'own' | 'shared'
  /** The quantities that are computed on demand and are shown. */
  readonly maps: readonly DemandedMapId[]
}

/** An attack's outcome with the settings that it was computed for. */
export interface AttackResult {
  readonly outcome: AttackOutcome
  readonly image: PixelImage
  readonly label: number
  readonly form: AttackForm
  /** Class index, or null where any other than the label will do. */
  readonly target: number | null
  /** The model that the perturbation was made on. */
  readonly madeOn: string
  /** How the attack ended on that model, where it is another one; else null. */
  readonly verdictOfSource: Outcome | null
  /** Whether this is a shorter attack, shown until the one that was asked for is done. */
  readonly isFirstLook: boolean
}

/** A quantity of a model and an image with what it was asked for. */
export type MeasuredQuantity<Id extends QuantityId> = QuantityResult<Id> & {
  readonly image: PixelImage
  /** The class that was asked for, or null for the model's own prediction. */
  readonly askedLabel: number | null
  readonly settings: Partial<QuantitySettings<Id>>
}

export type QuantityResults = { readonly [Id in QuantityId]: Computed<MeasuredQuantity<Id>> }

/** Edge energy (height, width) of an image. */
export interface EdgeMap {
  readonly image: PixelImage
  readonly energy: Float32Array
}

export interface ModelResults {
  readonly quantities: QuantityResults
  readonly attack: Computed<AttackResult>
}

export interface FileProgress {
  readonly name: string
  /** From 0 to 1. */
  readonly progress: number
}

/** What the page says of files that were given to it, until the next ones. */
export interface FileNotice {
  /** Whether nothing was opened, or what was opened leaves something to be said. */
  readonly kind: 'refused' | 'opened'
  /** One sentence. */
  readonly message: string
  /** Lines of Python that bring the file here another way. */
  readonly recipe?: readonly string[]
  /** A picture that brought back what it was saved from, which may be opened as an image instead. */
  readonly picture?: { readonly file: Blob; readonly name: string }
}

/** What the article on robustness and gradients has computed, by the model's id. */
export type WhyState = FiguresByModel<WhyResults>

/** A training seen epoch by epoch. */
export interface TimeTravelState {
  readonly look: TimeTravelLook
  /** Empty until the view is first opened. */
  readonly offered: readonly EpochRunLocation[]
  readonly runs: Readonly<Record<string, Computed<EpochRun>>>
  readonly image: Computed<TravelImage>
  /** By `epochKey`; of earlier images until those of this one are there. */
  readonly results: Readonly<Record<string, Computed<EpochResult>>>
}

export interface AppState {
  /** The id of the view that is open. */
  readonly view: string
  /** Whether the settings are hidden and all else is larger, for a room. */
  readonly isPresenting: boolean
  /** A map that is opened large. */
  readonly lightbox: Lightbox | null
  readonly engine: EngineState
  /** In the order of the columns. */
  readonly models: readonly ModelState[]
  readonly zoo: readonly ZooModel[]
  /** Manifests of the zoo's models by id, without their weights; read when they are first needed. */
  readonly manifests: Readonly<Record<string, Computed<Manifest>>>
  readonly trainingLogs: Readonly<Record<string, Computed<TrainingLog>>>
  /** The id of the dialog that is open, such as the list of models. */
  readonly dialog: string | null
  /** The model whose card is open. */
  readonly cardId: string | null
  /** What is chosen in the dialog that exports the comparison. */
  readonly exportForm: ExportForm
  /** Why the page does not show what the address asks for; one sentence. */
  readonly addressNotice: string | null
  readonly fileNotice: FileNotice | null
  /** A person's model that is being opened. */
  readonly opening: ModelOpening | null
  /** A model of the Hugging Face hub that is asked for. */
  readonly hubModel: HubModelState
  readonly image: ShownImage | null
  /** The image that is to be shown: being read, or a file that only the person can open. */
  readonly askedImage: AskedImage | null
  readonly imageError: string | null
  readonly imageLoading: boolean
  /** A file that a person has waited for a while. */
  readonly fileReading: FileProgress | null
  /** Name of the class that the loss is taken for. null, or a name that a model does not know: its own prediction. */
  readonly label: string | null
  readonly attack: AttackForm
  readonly display: DisplayForm
  /** Ids of the comparison's rows that are folded away, in the order in which they were. */
  readonly foldedRows: readonly string[]
  /** Edges of the image by the keys of `ShownImage.bySize`. */
  readonly edges: Readonly<Record<string, EdgeMap>>
  /** Why there are no edges of the image, by the same keys; one sentence. */
  readonly edgeErrors: Readonly<Record<string, string>>
  readonly results: Readonly<Record<string, ModelResults>>
  readonly evaluation: EvaluationState
  readonly statistics: StatisticsState
  readonly training: TrainingState
  readonly kept: KeptState
  readonly timeTravel: TimeTravelState
  /** The figure of the paper that is looked at. */
  readonly paperFigure: FigureId | null
  readonly tour: TourState
  readonly why: WhyState
  readonly geometry: GeometryState
  readonly offline: OfflineState
}
