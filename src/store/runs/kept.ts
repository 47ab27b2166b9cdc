/** @file The list of what the browser keeps of a person's work. It is small: contents are read when one is opened. */
import type { NormId } from '../../engine/attacks/norms/types'
import type { HeldOutFigures } from '../../engine/training/heldOut'
import type { EvaluationRun } from '../evaluation/evaluation'
import type { MeasureId } from '../evaluation/evaluationPlan'
import type { NamedSettings } from '../settings/values'
import type { LambdaSweep, TrainingForm, TrainingRun } from '../training/training'

/** Runs, of which the page shows one of each kind, and models that were trained or opened here. */
export type RunKind = 'evaluation' | 'training' | 'sweep'
export type KeptKind = RunKind | 'model'

/** What it is about, by the ids of the registries, and what tells it from others. */
export type KeptTopic = EvaluationTopic | TrainingTopic

export interface EvaluationTopic {
  readonly measure: MeasureId
  readonly attack: string
  readonly norm: NormId
  /** The smallest and the largest, on pixels in [0, 1]; this and what follows is missing in what earlier releases kept. */
  readonly epsilons?: readonly [number, number]
  readonly images?: { readonly measured: number; readonly planned: number }
}

export interface TrainingTopic {
  readonly objective: string
  /** Of the objective; of a sweep without lambda. This and what follows is missing in what earlier releases kept. */
  readonly settings?: NamedSettings
  readonly steps?: { readonly taken: number; readonly planned: number }
  /** On held-out images, as measured last; null where nothing was. */
  readonly result?: (Pick<HeldOutFigures, 'robust' | 'images'> & Pick<TrainingForm, 'attack'>) | null
  /** Of a sweep alone. */
  readonly sweep?: { readonly lambdas: readonly number[]; readonly trained: number }
}

export interface KeptFacts {
  readonly id: string
  /** For people: the models of an evaluation, the one that a training starts from, or the model itself. */
  readonly name: string
  readonly topic: KeptTopic
  /** For people. */
  readonly dataSet: string
  /** null of a model. */
  readonly status: EvaluationRun['status'] | TrainingRun['status'] | LambdaSweep['status'] | null
  /** When it was begun, or a model made; ISO 8601, UTC. */
  readonly date: string
}

export interface KeptEntry extends KeptFacts {
  readonly kind: KeptKind
  /** About as much as it takes in the storage. */
  readonly bytes: number
  /** Whether it is what a page that is opened shows: it was not closed. */
  readonly isShown: boolean
  /** Other whenever it was changed. */
  readonly revision: string
  /** Why the browser does not keep it, so that it is here until the page is left; one sentence or null. */
  readonly problem: string | null
}

export interface KeptState {
  /** The newest first. */
  readonly entries: readonly KeptEntry[]
  /** What the browser lets the page keep in all, in bytes; null where it does not tell. */
  readonly quota: number | null
  /** Why something of the list could not be opened or deleted; one sentence or null. */
  readonly problem: string | null
}

export const NOTHING_KEPT: KeptState = { entries: [], quota: null, problem: null }

/** Why the shown run is not kept; one sentence or null. */
export const keepingProblem = ({ entries }: KeptState, kind: KeptKind, id: string | undefined): string | null =>
  entries.find((entry) => entry.kind === kind && entry.id === id)?.problem ?? null
