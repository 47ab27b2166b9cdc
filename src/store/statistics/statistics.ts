/** @file The state of statistics over many images: the form, the run, and what of it is looked at. */
import type { AttackChoice } from '../../engine/attacks/registry'
import type { QuantityId } from '../../engine/quantities/registry'
import type { ImageStatistics } from '../../engine/statistics/types'
import type { Eps01, PixelImage } from '../../units'
import type { EvaluationRun } from '../evaluation/evaluation'
import type { PlannedModel, PlannedSource } from '../evaluation/evaluationPlan'
import type { AnyRun, ShownRun } from '../runs/run'

/** Models and images are those that are chosen for evaluations. */
export interface StatisticsForm {
  /** Whether images are attacked, so that they are split into robust and fooled ones. */
  readonly isAttacked: boolean
  /** Of the attack and of ε‖∇L‖₁; null: the usual one of the models' data set. */
  readonly epsilon: Eps01 | null
  /** Those of the costly quantities that are measured too. */
  readonly quantities: readonly QuantityId[]
}

/** Everything needed to repeat a run. */
export interface StatisticsPlan {
  readonly formatVersion: 1
  readonly models: readonly PlannedModel[]
  readonly source: PlannedSource
  /** Positions in the source, in order. */
  readonly indices: readonly number[]
  /** Images of one call. */
  readonly blockSize: number
  readonly epsilon: Eps01
  readonly attack: AttackChoice | null
  readonly quantities: readonly QuantityId[]
}

/** What a model measured of a block of images. */
export interface StatisticsRecord {
  readonly block: number
  readonly modelId: string
  /** Index into the run's environments. */
  readonly environment: number
  readonly found: ImageStatistics
}

export interface StatisticsRun extends AnyRun {
  readonly plan: StatisticsPlan
  /** Blocks done, of all models, and the fraction of the running one. */
  readonly progress: { readonly done: number; readonly total: number; readonly share: number }
  /** Time spent computing. */
  readonly activeMs: number
  readonly records: readonly StatisticsRecord[]
}

/** The values of a number, both ends included, in which points are selected. */
export type ValueRange = readonly [low: number, high: number]

/** What is looked at. */
export interface StatisticsLook {
  /** The id of the number whose distribution is shown, and that of the other axis of the scatter. */
  readonly number: string
  readonly against: string
  /** Selects the points, each an image on a model, that lie in all of these ranges; none selects nothing. */
  readonly ranges: Readonly<Record<string, ValueRange>>
  /** By what distributions are split: one a model, or one for each outcome of a single model. */
  readonly split: 'models' | 'outcomes'
  /** The model whose outcomes are shown, and with which the others are compared; null: the first. */
  readonly modelId: string | null
}

/** An evaluation, and the epsilon at which it splits images: above 0, on pixels in [0, 1], in its attack's norm. */
export interface StatisticsJudge {
  readonly evaluation: EvaluationRun
  readonly epsilon: number
}

/** An evaluation that is asked for by a link, and the epsilon; kept until it splits the images of a run. */
export interface AskedJudge {
  readonly evaluationId: string
  readonly epsilon: number
}

/** An image of the run, for display. */
export interface StatisticsImage {
  readonly name: string
  readonly image: PixelImage
}

export interface StatisticsState extends ShownRun<StatisticsRun> {
  readonly form: StatisticsForm
  readonly look: StatisticsLook
  /** Complete runs that the page showed before this one, the last first: figures whose numbers it lacks show them. */
  readonly earlier: readonly StatisticsRun[]
  /** By what the images of the run are split; null: by the run itself. */
  readonly judge: StatisticsJudge | null
  readonly askedJudge: AskedJudge | null
  /** By their positions in the source; as many as were asked for. */
  readonly images: Readonly<Record<number, StatisticsImage>>
}

export const initialStatistics: StatisticsState = {
  form: { isAttacked: true, epsilon: null, quantities: [] },
  look: { number: 'l1', against: 'alignment', ranges: {}, split: 'models', modelId: null },
  earlier: [],
  judge: null,
  askedJudge: null,
  images: {},
  run: null,
  isElsewhere: false,
  problem: null,
  starting: false,
}
