/** @file The label of the button that resumes a run, the same for every kind of run. */

interface Interrupted {
  readonly isFailed: boolean
  /** Whether its images must be downloaded again first. */
  readonly isDownload: boolean
}

export function resumeText({ isFailed, isDownload }: Interrupted): string {
  if (isDownload) return 'Download and resume'
  return isFailed ? 'Try again' : 'Resume'
}
