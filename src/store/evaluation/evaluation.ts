/** @file The state of evaluations: the form, the run, and its results. */

import type { NormId } from '../../engine/attacks/norms/types'
import type { AttackChoice, AttackId } from '../../engine/attacks/registry'
import type { AttackDescription, FlagFinding, FlagSettings } from '../../engine/evaluation/types'
import type { SearchSettings } from '../../numbers/epsilonSearch'
import type { Optimality } from '../../numbers/optimality'
import type { Interval } from '../../numbers/wilson'
import type { OutcomeCounts } from '../../outcomes/outcome'
import type { Eps01 } from '../../units'
import type { OpenDataSet, SetFrom } from '../data/dataSource'
import type { AnyRun, ShownRun } from '../runs/run'
import type { DataSetChoice } from './dataSetChoice'
import type { EvaluationPlan, JobRecord, MeasureId, PlannedModel, PlannedSource } from './evaluationPlan'

/** Where an evaluation's images come from. */
export type ImagesFrom = 'gallery' | SetFrom

/** The settings of a run. */
export interface EvaluationForm {
  readonly measure: MeasureId
  /** Ids of columns, or null for all of them. */
  readonly modelIds: readonly string[] | null
  /** null until the engine has described its attacks. */
  readonly attack: AttackChoice | null
  /** For accuracy: in the attack's norm, above 0, in any order; clean accuracy is always included. null: the usual epsilons. */
  readonly epsilons: readonly Eps01[] | null
  /** For minimal epsilons. */
  readonly search: SearchSettings
  /** For the worst case over norms: the epsilon in each; null: the usual ones. */
  readonly worstEpsilons: Readonly<Record<NormId, Eps01>> | null
  /** For a ranking: the attacks, null for the usual ones, and what each may cost an image. */
  readonly ranking: { readonly attacks: readonly AttackId[] | null; readonly budget: number }
  /** null: images that suit the chosen models. */
  readonly images: ImagesFrom | null
  readonly dataSet: DataSetChoice
  /** The images of the plan that set up the form, which are judged as long as the choice of images is the plan's. */
  readonly planned: ImagesOfPlan | null
  /** How many images and steps the red flags are checked with; null: not at all. */
  readonly flags: Pick<FlagSettings, 'images' | 'steps'> | null
}

/** The images of a plan in their order, and how many are judged together. */
export type ImagesOfPlan = Pick<EvaluationPlan, 'indices' | 'blockSize'> & {
  readonly source: Extract<PlannedSource, { readonly kind: 'dataSet' }>
}

/** The number of images with each outcome, and the robust share. */
export interface OutcomeShare extends OutcomeCounts {
  /** All of them. */
  readonly images: number
  /** robust / images, so images that are wrong without an attack count as not robust; null without images. */
  readonly share: number | null
  /** Wilson's 95 % interval of the share. */
  readonly interval: Interval | null
}

export interface CurvePoint extends OutcomeShare {
  readonly epsilon: Eps01
  /** Robust images on which every gradient was zero, so that the attack could not move. */
  readonly zeroGradient: number
}

export interface AccuracyCurve {
  readonly modelId: string
  /** In ascending order of epsilon, starting with 0 for clean accuracy, including points without images so far. */
  readonly points: readonly CurvePoint[]
}

export interface MinimalEpsilonCurve {
  readonly modelId: string
  /**
   * The smallest perturbation found to fool the model on each image, ascending: 0 if it is wrong without one, Infinity
   * if none up to the search's largest epsilon fooled it.
   */
  readonly sizes: readonly number[]
  /**
   * The images of blocks whose search is still running, which are not in the other numbers yet, and how many of them
   * are known to be wrong without an attack. Missing in runs kept by earlier releases.
   */
  readonly underWay?: { readonly images: number; readonly wrong: number }
  /** Share of images with a larger smallest epsilon, at 0 and wherever it changes; constant between two points. */
  readonly points: readonly CurvePoint[]
  /** Median of the sizes, possibly Infinity; null without images. */
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

/** A model's accuracy in several norms at once, over images that were judged in all of them. */
export interface WorstCase {
  readonly modelId: string
  readonly clean: OutcomeShare
  /** In the plan's order of norms. */
  readonly norms: readonly CurvePoint[]
  /** Robust where robust in every norm. */
  readonly union: OutcomeShare
  /** In the order of norms: images that are fooled in this norm alone. */
  readonly onlyIn: readonly number[]
}

/** What one attack did to a model's images, over those on which every attack has finished. */
export interface RankedAttack {
  /** null until there are images, or where nothing tells attacks apart. */
  readonly optimality: Optimality | null
  /** Of the images that are right without an attack. */
  readonly fooled: number
  /** Of the smallest perturbations on these, possibly Infinity; null without images. */
  readonly median: number | null
  /** Of an image that is right without an attack; null where they were not counted. */
  readonly passes: { readonly mean: number; readonly most: number } | null
  /** An entry per image, in one order for all attacks: 0 if it is wrong without one, Infinity if none fooled it. */
  readonly sizes: readonly number[]
}

export interface RankedModel {
  readonly modelId: string
  readonly images: number
  /** Of them without an attack. */
  readonly wrong: number
  /** In the plan's order. */
  readonly attacks: readonly RankedAttack[]
}

export type EvaluationResults =
  | { readonly id: 'accuracy'; readonly curves: readonly AccuracyCurve[] }
  | { readonly id: 'minimalEpsilon'; readonly curves: readonly MinimalEpsilonCurve[] }
  | { readonly id: 'worstCase'; readonly models: readonly WorstCase[] }
  | { readonly id: 'ranking'; readonly models: readonly RankedModel[] }
  /** Row by row: from, then to, in the plan's order of models. */
  | { readonly id: 'transfer'; readonly cells: readonly TransferCell[] }

export interface EvaluationRun extends AnyRun {
  readonly plan: EvaluationPlan
  /** Names the plan in files; missing in runs kept by earlier releases. */
  readonly planSha256?: string
  /** Jobs done, of all that may be needed, and the fraction of the running one. */
  readonly progress: { readonly done: number; readonly total: number; readonly share: number }
  /** Time spent computing. */
  readonly activeMs: number
  /** Every judgement, for exports; `results` summarises them. */
  readonly records: readonly JobRecord[]
  readonly results: EvaluationResults
  /** By model; a model without an entry has not been checked yet. */
  readonly flags: Readonly<Record<string, readonly FlagFinding[]>>
}

export interface EvaluationState extends ShownRun<EvaluationRun> {
  readonly form: EvaluationForm
  /** Whether the form is that of the run that was shown when the page was left, if there was one. */
  readonly isRestored: boolean
  /** The attacks on offer; empty until the engine runs. */
  readonly attacks: readonly AttackDescription[]
  /** Of the plan that was opened last, until other models are chosen: those that the page does not have. */
  readonly missingModels: readonly PlannedModel[]
  /** Ids of kept runs to be laid over the one that is shown, in the order in which they were chosen. */
  readonly overlay: readonly string[]
  /** Those of them that are loaded. */
  readonly overlaid: readonly EvaluationRun[]
  /** The data set that a person opened for evaluation. */
  readonly dataSet: OpenDataSet
}
