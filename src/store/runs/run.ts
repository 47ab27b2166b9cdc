/** @file What runs of every kind have in common. */
import type { Environment } from '../environment'

export type RunStatus =
  /** Its models and images are on their way. */
  | 'preparing'
  | 'running'
  /** By the person, or since the page was loaded again. Goes on by `resume`. */
  | 'paused'
  | 'done'
  /** Ended by the person; what was found stays, and `resume` goes on after all. */
  | 'stopped'
  /** Ended by numbers that went wrong. */
  | 'diverged'
  /** `message` says why; `resume` tries again. */
  | 'failed'

export interface AnyRun {
  readonly id: string
  readonly status: RunStatus
  /** What hinders it, or what it waits for; one sentence or null. */
  readonly message: string | null
  /** Whether it can only go on once a person has opened its data set again; absent in sweeps that earlier releases kept. */
  readonly needsData?: boolean
  /** ISO 8601, UTC. */
  readonly startedAt: string
  readonly environments: readonly Environment[]
}

/** What the page knows of the run of one kind that it shows. */
export interface ShownRun<Shown extends AnyRun> {
  readonly run: Shown | null
  /** Whether another tab is working on the run, which is then only shown here. */
  readonly isElsewhere: boolean
  /** Why something that was asked for could not be done; one sentence or null. */
  readonly problem: string | null
  /** Whether a new run is being planned. */
  readonly starting: boolean
}

type Status = Pick<AnyRun, 'status'>

/** Whether steps are being taken, or are about to be. */
export const isMoving = (run: Status | null): boolean => run !== null && ['preparing', 'running'].includes(run.status)

/** Whether it is under way or waits for a person, so that no other tab may go on with it. */
export const isOpen = (run: Status | null): boolean =>
  run !== null && (isMoving(run) || run.status === 'paused' || run.status === 'failed')

/** Whether it has been interrupted, by whatever, and can be gone on with. */
export const canGoOn = (run: Status | null): boolean =>
  run !== null && ['paused', 'stopped', 'failed'].includes(run.status)

/** The message in a tab that opens a run while another tab works on it; one sentence. */
export const ELSEWHERE =
  'Another tab of this page is at this run, which is only shown here as it was last kept; go on there, or close that tab to go on here.'

/** The status of such a run, in short. */
export const ELSEWHERE_STATUS = 'In another tab'
