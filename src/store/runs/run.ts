/** @file What runs of every kind have in common. */
import type { Environment } from '../environment'

export type RunStatus =
  /** Its models and images are being loaded. */
  | 'preparing'
  | 'running'
  /** Paused by the person or by a reload; `resume` continues it. */
  | 'paused'
  | 'done'
  /** Ended by the person; its results stay, and `resume` can still continue it. */
  | 'stopped'
  /** Ended because its numbers diverged. */
  | 'diverged'
  /** `message` says why; `resume` retries. */
  | 'failed'

export interface AnyRun {
  readonly id: string
  readonly status: RunStatus
  /** What prevents it, or what it waits for; one sentence or null. */
  readonly message: string | null
  /** Whether it can be resumed only once a person has reopened its data set; absent in sweeps of earlier releases. */
  readonly needsData?: boolean
  /** ISO 8601, UTC. */
  readonly startedAt: string
  readonly environments: readonly Environment[]
  /** Whether it comes from a file that has its results alone, so that it can not go on. */
  readonly resultsOnly?: true
}

/** What the page knows about the shown run of one kind. */
export interface ShownRun<Shown extends AnyRun> {
  readonly run: Shown | null
  /** Whether another tab is working on the run, which is then only shown here. */
  readonly isElsewhere: boolean
  /** Why something that was requested could not be done; one sentence or null. */
  readonly problem: string | null
  /** Whether a new run is being planned. */
  readonly starting: boolean
}

type Status = Pick<AnyRun, 'status' | 'resultsOnly'>

/** Whether steps are being taken, or are about to be. */
export const isMoving = (run: Status | null): boolean => run !== null && ['preparing', 'running'].includes(run.status)

/** Whether it is under way or waits for a person, so that no other tab may resume it. */
export const isOpen = (run: Status | null): boolean =>
  run !== null && (isMoving(run) || run.status === 'paused' || run.status === 'failed')

/** Whether it has been interrupted for any reason and can be resumed. */
export const canGoOn = (run: Status | null): boolean =>
  run !== null && run.resultsOnly !== true && ['paused', 'stopped', 'failed'].includes(run.status)

/** The message in a tab that opens a run while another tab works on it; one sentence. */
export const ELSEWHERE =
  'Another tab of this page is working on this run, which is shown here as it was last kept; continue there, or close that tab to continue here.'

/** The remedy where a run has its results alone. */
export const WEIGHTS_ELSEWHERE = 'open the files of the trained model under Models'

/** The status of such a run, in short. */
export const ELSEWHERE_STATUS = 'In another tab'
