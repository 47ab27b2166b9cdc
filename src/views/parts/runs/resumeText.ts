/** @file One word for going on with a run, of whatever kind and however it was interrupted. */

interface Interrupted {
  readonly isFailed: boolean
  /** Whether its images have to be downloaded again for it. */
  readonly isDownload: boolean
}

export function resumeText({ isFailed, isDownload }: Interrupted): string {
  if (isDownload) return 'Download and resume'
  return isFailed ? 'Try again' : 'Resume'
}
