/** Thrown inside a job that was asked to stop; not an error to tell people of. */
export class JobCancelled extends Error {
  override readonly name = 'JobCancelled'
}

/** How a long computation tells how far it is, and learns that nobody wants it any more. */
export interface JobControl {
  /** Lets messages in, reports progress, and throws JobCancelled if the job was cancelled. */
  readonly checkpoint: (step: number, steps: number) => Promise<void>
}

/** For callers that neither watch nor cancel. */
export const UNCONTROLLED: JobControl = { checkpoint: () => Promise.resolve() }
