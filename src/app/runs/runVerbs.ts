/** @file What a person can do with a run, the same for every kind. */

export interface RunVerbs {
  /**
   * A new run with the settings of the form, in place of the run before, which stays kept. Where it cannot begin,
   * `ShownRun.problem` says why.
   */
  readonly start: () => Promise<void>
  /** After the step that is under way. */
  readonly pause: () => void
  /** Goes on with a run that was paused or stopped, or that failed, also before the page was loaded again. */
  readonly resume: () => Promise<void>
  /** Ends it; what was found stays. */
  readonly stop: () => void
  /** Takes it off the page, paused where it was under way; it stays kept. */
  readonly close: () => Promise<void>
  /** Shows a run that is kept, in place of the present one, which stays kept. */
  readonly open: (id: string) => Promise<void>
  /** Deletes it for good; where it is shown, it is closed first. */
  readonly discard: (id: string) => Promise<void>
}
