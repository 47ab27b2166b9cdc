/** @file What makes a run of one kind differ from the others: all else is in ResumableRun. */
import type { EngineClient } from '../../client/engineClient'
import type { RunKind } from '../../store/runs/kept'
import type { AnyRun, ShownRun } from '../../store/runs/run'
import type { Runs } from '../../store/runs/runKinds'
import type { AppState } from '../../store/types'
import type { KeptContents } from './keptTypes'

/** A change of what runs of all kinds have. */
export const inCommon = <Kind extends RunKind>(change: Partial<AnyRun>) => change as Partial<Runs[Kind]>

/** Steps that a run takes until it is paused or ends, all with one engine. */
export interface Leg<Kind extends RunKind> {
  readonly client: EngineClient
  /** How many steps it may take at most; Infinity unless a person asks for fewer. */
  readonly mostSteps: number
  /** False once the run was paused or ended. What a step still finds then is taken, as long as the run is shown. */
  readonly isCurrent: boolean
  /** The run as it is now. */
  readonly run: () => Runs[Kind]
  /** Has no effect once another run is shown. */
  readonly update: (change: (run: Runs[Kind]) => Partial<Runs[Kind]>) => void
}

export interface RunStep {
  /** When what it found is to be kept: at once, or with what the next steps find; left out where it found nothing to keep. */
  readonly keep?: 'now' | 'soon'
  /** Left out where more steps follow. */
  readonly end?: 'done' | 'paused' | 'diverged'
}

/** Errors are one sentence each. */
export interface RunDriver<Kind extends RunKind> {
  readonly kind: Kind
  /** A new run with the settings of the form. Throws where they cannot be run. */
  readonly plan: () => Promise<Runs[Kind]>
  /** Changes what the store has of the run that is shown. */
  readonly write: (change: Partial<ShownRun<Runs[Kind]>>) => void
  /** Has the engine ready for steps: from the last that is kept. */
  readonly prepare: (leg: Leg<Kind>) => Promise<void>
  /** Takes one step, and notes in the run what it found. */
  readonly step: (leg: Leg<Kind>) => Promise<RunStep>
  /** Ends the call that is under way, whose step then counts for nothing; without it, that step is awaited and counts. */
  readonly cancel?: () => void
  /** After a leg that was paused or stopped: fetches what belongs to its last step, to be kept beside the run. */
  readonly settle?: (leg: Leg<Kind>) => Promise<void>
  /** What changes in a run that is interrupted, or that ends. */
  readonly interrupted?: (run: Runs[Kind]) => Partial<Runs[Kind]>
  /** Why a run that is under way has to pause; null where it need not. */
  readonly hindrance?: (run: Runs[Kind], state: AppState) => string | null
  /** What is kept of it. */
  readonly content: (run: Runs[Kind]) => KeptContents[Kind]
  /** The run of what was kept. */
  readonly restored: (content: KeptContents[Kind]) => Runs[Kind]
  /** It was taken off the page. */
  readonly closed?: (run: Runs[Kind]) => void
}
