/** @file What a person can do with a run, of any kind. */

export interface RunVerbs {
  /**
   * A new run with the settings of the form. It replaces the previous run, which stays kept. If it cannot begin,
   * `ShownRun.problem` says why.
   */
  readonly start: () => Promise<void>
  /** Pauses after the present step. */
  readonly pause: () => void
  /** Resumes a run that was paused, stopped or failed, even before a reload. */
  readonly resume: () => Promise<void>
  /** Ends it; its results stay. */
  readonly stop: () => void
  /** Closes it, pausing it first; it stays kept. */
  readonly close: () => Promise<void>
  /** Shows a kept run instead of the present one, which stays kept. */
  readonly open: (id: string) => Promise<void>
  /** Deletes it for good; if it is shown, it is closed first. */
  readonly discard: (id: string) => Promise<void>
}
