/** @file The list of a person's work that the browser keeps. It is small, as contents are read only when opened. */
import type { NormId } from '../../engine/attacks/norms/types'
import type { HeldOutFigures } from '../../engine/training/heldOut'
import type { EvaluationRun } from '../evaluation/evaluation'
import type { MeasureId } from '../evaluation/evaluationPlan'
import type { NamedSettings } from '../settings/values'
import type { LambdaSweep, TrainingForm, TrainingRun } from '../training/training'

/** Runs, of which the page shows one per kind, and models that were trained or opened here. */
export type RunKind = 'evaluation' | 'statistics' | 'training' | 'sweep'
export type KeptKind = RunKind | 'model'

/** Its subject, by ids of the registries, and what distinguishes it from others. */
export type KeptTopic = EvaluationTopic | StatisticsTopic | TrainingTopic

export interface EvaluationTopic {
  readonly measure: MeasureId
  readonly attack: string
  readonly norm: NormId
  /** The attacks beside it, of a ranking or of a worst case over norms. */
  readonly others?: readonly OtherAttack[]
  /** The smallest and the largest, on pixels in [0, 1]; this and what follows is missing in work of earlier releases. */
  readonly epsilons?: readonly [number, number]
  readonly images?: { readonly measured: number; readonly planned: number }
}

export interface OtherAttack {
  readonly attack: string
  readonly norm: NormId
  /** On pixels in [0, 1]. */
  readonly epsilon: number
}

export interface StatisticsTopic {
  /** On pixels in [0, 1]; null where images were not attacked. */
  readonly attackedAt: number | null
  readonly images: { readonly measured: number; readonly planned: number }
}

export interface TrainingTopic {
  readonly objective: string
  /** Settings of the objective, for a sweep without lambda. Missing, as what follows, in work of earlier releases. */
  readonly settings?: NamedSettings
  readonly steps?: { readonly taken: number; readonly planned: number }
  /** On held-out images, as last measured; null if nothing was. */
  readonly result?: (Pick<HeldOutFigures, 'robust' | 'images'> & Pick<TrainingForm, 'attack'>) | null
  /** For a sweep only. */
  readonly sweep?: { readonly lambdas: readonly number[]; readonly trained: number }
}

export interface KeptFacts {
  readonly id: string
  /** Display names: the models of an evaluation, the one that a training starts from, or the model itself. */
  readonly name: string
  readonly topic: KeptTopic
  /** For people. */
  readonly dataSet: string
  /** null for a model. */
  readonly status: EvaluationRun['status'] | TrainingRun['status'] | LambdaSweep['status'] | null
  /** When it was begun, or the model made; ISO 8601, UTC. */
  readonly date: string
}

export interface KeptEntry extends KeptFacts {
  readonly kind: KeptKind
  /** About how much storage it takes. */
  readonly bytes: number
  /** Whether the page shows it when opened: it was not closed. */
  readonly isShown: boolean
  /** Changes whenever it is changed. */
  readonly revision: string
  /** Why the browser does not keep it, so that it exists only until the page is left; one sentence or null. */
  readonly problem: string | null
}

export interface KeptState {
  /** Newest first. */
  readonly entries: readonly KeptEntry[]
  /** How much the browser lets the page keep in total, in bytes; null if it does not tell. */
  readonly quota: number | null
  /** How much the page takes already, with downloads and what it needs offline; null if the browser does not tell. */
  readonly usage: number | null
  /** Why something in the list could not be opened or deleted; one sentence or null. */
  readonly problem: string | null
}

export const NOTHING_KEPT: KeptState = { entries: [], quota: null, usage: null, problem: null }

/** Why the shown run is not kept; one sentence or null. */
export const keepingProblem = ({ entries }: KeptState, kind: KeptKind, id: string | undefined): string | null =>
  entries.find((entry) => entry.kind === kind && entry.id === id)?.problem ?? null
