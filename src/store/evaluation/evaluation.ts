/** @file The state of evaluations: the form, the run, and its results. */

import type { AttackChoice } from '../../engine/attacks/registry'
import type { AttackDescription, FlagFinding, FlagSettings } from '../../engine/evaluation/types'
import type { SearchSettings } from '../../numbers/epsilonSearch'
import type { Interval } from '../../numbers/wilson'
import type { OutcomeCounts } from '../../outcomes/outcome'
import type { Eps01 } from '../../units'
import type { OpenDataSet, SetFrom } from '../data/dataSource'
import type { AnyRun, ShownRun } from '../runs/run'
import type { DataSetChoice } from './dataSetChoice'
import type { EvaluationPlan, JobRecord, MeasureId } from './evaluationPlan'

/** Where an evaluation takes its images from. */
export type ImagesFrom = 'gallery' | SetFrom

/** What a person sets before a run. */
export interface EvaluationForm {
  readonly measure: MeasureId
  /** Of the columns, or null for all of them. */
  readonly modelIds: readonly string[] | null
  /** null until the engine has told which attacks there are. */
  readonly attack: AttackChoice | null
  /** For accuracy: in the attack's norm, above 0; the clean image comes by itself. Any order; null: the usual ones. */
  readonly epsilons: readonly Eps01[] | null
  /** For minimal epsilons. */
  readonly search: SearchSettings
  /** null: what suits the chosen models. */
  readonly images: ImagesFrom | null
  readonly dataSet: DataSetChoice
  /** How many images and steps the red flags are looked for with; null: not at all. */
  readonly flags: Pick<FlagSettings, 'images' | 'steps'> | null
}

/** How many images ended in each way, and the share that is robust. */
export interface OutcomeShare extends OutcomeCounts {
  /** All of them. */
  readonly images: number
  /** robust / images, so that those wrong without an attack are not robust; null where there is not an image yet. */
  readonly share: number | null
  /** Wilson's 95 % interval of the share. */
  readonly interval: Interval | null
}

export interface CurvePoint extends OutcomeShare {
  readonly epsilon: Eps01
  /** Of the robust ones, those of which every gradient was zero, so that the attack could not move. */
  readonly zeroGradient: number
}

export interface AccuracyCurve {
  readonly modelId: string
  /** By epsilon, ascending, the first being 0: the clean accuracy. Those without an image yet are there too. */
  readonly points: readonly CurvePoint[]
}

export interface MinimalEpsilonCurve {
  readonly modelId: string
  /**
   * Ascending: the smallest perturbation that was found to fool the model on each image, 0 where it is wrong without
   * one, Infinity where none up to the search's largest epsilon did.
   */
  readonly sizes: readonly number[]
  /**
   * Of blocks whose search goes on, which are counted once it has ended: their images, and those among them that are
   * known to be wrong without an attack. Missing in runs that earlier releases kept.
   */
  readonly underWay?: { readonly images: number; readonly wrong: number }
  /** Share of images above each epsilon, at 0 and wherever it changes; between two points it is that of the left one. */
  readonly points: readonly CurvePoint[]
  /** Median of sizes, Infinity possible; null without images. */
  readonly median: number | null
}

export interface TransferCell extends OutcomeShare {
  /** The model that the perturbation is made on. */
  readonly from: string
  /** The model that it is shown to. */
  readonly to: string
  /** Images that the attack did not change, so there was nothing to transfer. */
  readonly unperturbed: number
}

export type EvaluationResults =
  | { readonly id: 'accuracy'; readonly curves: readonly AccuracyCurve[] }
  | { readonly id: 'minimalEpsilon'; readonly curves: readonly MinimalEpsilonCurve[] }
  /** Row by row: from, then to, in the plan's order of models. */
  | { readonly id: 'transfer'; readonly cells: readonly TransferCell[] }

export interface EvaluationRun extends AnyRun {
  readonly plan: EvaluationPlan
  /** Jobs that are done, of all that may be needed, and the share of the running one. */
  readonly progress: { readonly done: number; readonly total: number; readonly share: number }
  /** Time spent computing. */
  readonly activeMs: number
  /** All that was judged, for exports; `results` are their sums. */
  readonly records: readonly JobRecord[]
  readonly results: EvaluationResults
  /** By model; a model without an entry was not looked at yet. */
  readonly flags: Readonly<Record<string, readonly FlagFinding[]>>
}

export interface EvaluationState extends ShownRun<EvaluationRun> {
  readonly form: EvaluationForm
  /** What can be chosen; empty until the engine runs. */
  readonly attacks: readonly AttackDescription[]
  /** What a person opened to evaluate on. */
  readonly dataSet: OpenDataSet
}
