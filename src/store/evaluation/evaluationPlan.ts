/** @file The plan of an evaluation: everything needed to repeat it, and the order of its jobs. */

import type { AttackChoice } from '../../engine/attacks/registry'
import type { Manifest, ModelKind } from '../../engine/checkpoints/manifest'
import type { Resizing } from '../../engine/checkpoints/resizing'
import type { AttackDescription, FlagSettings, Judgement, TransferOutcome } from '../../engine/evaluation/types'
import type { ClassSizes } from '../../images/datasets/types'
import { type SearchSettings, trialCount } from '../../numbers/epsilonSearch'
import type { Eps01 } from '../../units'
import type { RememberedDataSet } from '../data/dataSource'
import type { DataSetChoice } from './dataSetChoice'
import { contenderAt, contendersOf, type RankingMeasure } from './ranking/contenders'

export type Measure =
  /** Share of images that are robust, at each epsilon: ascending, above 0. */
  | { readonly id: 'accuracy'; readonly attack: AttackChoice; readonly epsilons: readonly Eps01[] }
  /** The smallest epsilon that fools the model on each image, by search. */
  | { readonly id: 'minimalEpsilon'; readonly attack: AttackChoice; readonly search: SearchSettings }
  /** Each model's perturbations, shown to all. */
  | { readonly id: 'transfer'; readonly attack: AttackChoice }
  /** Robust only where robust in every norm: `attack` is the attack in the first, `others` in the others, each with its epsilon. */
  | { readonly id: 'worstCase'; readonly attack: AttackChoice; readonly others: readonly AttackChoice[] }
  /** Attacks by the smallest perturbations that they find at an equal budget. */
  | RankingMeasure

export type MeasureId = Measure['id']

export interface PlannedModel {
  readonly id: string
  readonly name: string
  /** Hash of the weights file. */
  readonly sha256: string
  /** Its input size in pixels, under the name that kept runs use. */
  readonly side: number
  /** How images are resized for it; missing: as usual. */
  readonly resizing?: Resizing
  readonly classes: readonly string[]
  /** Missing, as what follows, in runs kept by earlier releases. */
  readonly kind?: ModelKind
  readonly input?: Manifest['input']
  /** Missing, too, for the usual "logits". */
  readonly outputs?: 'logits' | 'probabilities'
  readonly weights?: Pick<Manifest['weights'], 'file' | 'bytes' | 'dtype'>
}

export type PlannedSource =
  | {
      readonly kind: 'gallery'
      /** Ids of the images; indices refer to this list. */
      readonly ids: readonly string[]
    }
  | {
      readonly kind: 'dataSet'
      readonly dataSet: RememberedDataSet
      /** `split`: a name, or null for all images. */
      readonly choice: Pick<DataSetChoice, 'count' | 'seed'> & { readonly split: string | null }
      /** How balanced the chosen images are; missing, as what follows, in runs kept by earlier releases. */
      readonly perClass?: ClassSizes
      /** The class of each planned image, as a position in the classes of the data set. */
      readonly labels?: readonly number[]
    }

export interface EvaluationPlan {
  readonly formatVersion: 3
  readonly measure: Measure
  /** What the attack's settings mean, as the engine described them; absent in what earlier releases kept. */
  readonly attackDescription?: Pick<AttackDescription, 'name' | 'settings'>
  readonly models: readonly PlannedModel[]
  readonly source: PlannedSource
  /** Positions in the source, in order. */
  readonly indices: readonly number[]
  /** Number of images that all models judge before the next block starts. */
  readonly blockSize: number
  readonly flags: FlagSettings | null
}

/** One call to the engine: the images of a block, on one model, at one epsilon or one trial of the search. */
export interface JobKey {
  readonly block: number
  readonly step: number
  readonly modelId: string
}

export interface JobRecord extends JobKey {
  /** Index into the run's environments. */
  readonly environment: number
  readonly outcome: Judgement | TransferOutcome
}

const stepsOf = (measure: Measure): number => {
  if (measure.id === 'accuracy') return measure.epsilons.length
  if (measure.id === 'worstCase') return 1 + measure.others.length
  if (measure.id === 'ranking') return contendersOf(measure).reduce((sum, { search }) => sum + trialCount(search), 0)
  return measure.id === 'minimalEpsilon' ? trialCount(measure.search) : 1
}

/** The attack of a step; that of every step, but of a worst case over norms and of a ranking, which have several. */
export function attackOfStep(measure: Measure, step: number): AttackChoice {
  if (measure.id === 'ranking') return contenderAt(measure, step).attack
  return measure.id === 'worstCase' && step > 0 ? (measure.others[step - 1] as AttackChoice) : measure.attack
}

/** All attacks of a measure, in order. */
export const measuredAttacks = (measure: Measure): readonly AttackChoice[] =>
  'others' in measure ? [measure.attack, ...measure.others] : [measure.attack]

/** The attacks of a worst case, one a norm. */
export const worstCaseAttacks = ({ attack, others }: Extract<Measure, { readonly id: 'worstCase' }>) => [
  attack,
  ...others,
]

export const blockCount = ({ indices, blockSize }: EvaluationPlan): number => Math.ceil(indices.length / blockSize)

export const indicesOfBlock = ({ indices, blockSize }: EvaluationPlan, block: number): readonly number[] =>
  indices.slice(block * blockSize, (block + 1) * blockSize)

/** Every job in order. All models judge a block at every step before the next block, so that curves are complete early. */
export function* jobsOf(plan: EvaluationPlan): Generator<JobKey> {
  const steps = stepsOf(plan.measure)
  for (let block = 0; block < blockCount(plan); block++) {
    for (let step = 0; step < steps; step++) for (const { id } of plan.models) yield { block, step, modelId: id }
  }
}

export const jobCount = (plan: EvaluationPlan): number => blockCount(plan) * stepsOf(plan.measure) * plan.models.length

export const keyOf = ({ block, step, modelId }: JobKey): string => `${block}/${step}/${modelId}`
