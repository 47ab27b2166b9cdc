/** @file What is specific to runs of one kind; everything else is in ResumableRun. */
import type { EngineClient } from '../../client/engineClient'
import type { RunKind } from '../../store/runs/kept'
import type { AnyRun, ShownRun } from '../../store/runs/run'
import type { Runs } from '../../store/runs/runKinds'
import type { AppState } from '../../store/types'
import type { KeptContents } from './keptTypes'

/** A change of what all kinds of runs have. */
export const inCommon = <Kind extends RunKind>(change: Partial<AnyRun>) => change as Partial<Runs[Kind]>

/** The steps of a run until it is paused or ends, all with one engine. */
export interface Leg<Kind extends RunKind> {
  readonly client: EngineClient
  /** The most steps it may take; Infinity unless a person asks for fewer. */
  readonly mostSteps: number
  /** False once the run was paused or ended. Results of the last step still count, as long as the run is shown. */
  readonly isCurrent: boolean
  /** The present state of the run. */
  readonly run: () => Runs[Kind]
  /** Has no effect once another run is shown. */
  readonly update: (change: (run: Runs[Kind]) => Partial<Runs[Kind]>) => void
}

export interface RunStep {
  /** When to keep its results: at once, or with those of the next steps; omitted if there is nothing to keep. */
  readonly keep?: 'now' | 'soon'
  /** Omitted if more steps follow. */
  readonly end?: 'done' | 'paused' | 'diverged'
}

/** Errors are one sentence each. */
export interface RunDriver<Kind extends RunKind> {
  readonly kind: Kind
  /** A new run with the settings of the form. Throws if they are not valid. */
  readonly plan: () => Promise<Runs[Kind]>
  /** Changes the shown run in the store. */
  readonly write: (change: Partial<ShownRun<Runs[Kind]>>) => void
  /** Prepares the engine for steps, from the last kept one. */
  readonly prepare: (leg: Leg<Kind>) => Promise<void>
  /** Takes one step and records its results in the run. */
  readonly step: (leg: Leg<Kind>) => Promise<RunStep>
  /** Cancels the present call, whose step is then lost; without this method, the step is awaited and counts. */
  readonly cancel?: () => void
  /** After a leg that was paused or stopped: fetches the data of its last step, to be kept with the run. */
  readonly settle?: (leg: Leg<Kind>) => Promise<void>
  /** What changes in a run that is interrupted, or that ends. */
  readonly interrupted?: (run: Runs[Kind]) => Partial<Runs[Kind]>
  /** Why a running run has to pause, or null. */
  readonly hindrance?: (run: Runs[Kind], state: AppState) => string | null
  /** The run in its kept form. */
  readonly content: (run: Runs[Kind]) => KeptContents[Kind]
  /** The run from its kept form. */
  readonly restored: (content: KeptContents[Kind]) => Runs[Kind]
  /** Called when it was closed. */
  readonly closed?: (run: Runs[Kind]) => void
}
