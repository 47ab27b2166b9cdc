import type { RunKind } from '../../../store/runs/kept'
import { needsDownload, RUN_KINDS } from '../../../store/runs/runKinds'
import { useApp } from '../appContext'
import { resumeText } from './resumeText'
import { useRun, useRunVerbs } from './useRun'

/** Whether the run cannot be gone on with now. */
export function useCannotResume(kind: RunKind): boolean {
  return useApp((state) => {
    const place = RUN_KINDS[kind]
    const { run } = place.state(state)
    const lacksImages = run?.needsData === true && !needsDownload(kind, run)
    return lacksImages || place.opened(state).progress !== null || place.isHindered(state)
  })
}

/** Goes on with a run that was interrupted. */
export function ResumeButton({ kind }: { readonly kind: RunKind }) {
  const run = useRun(kind)
  const verbs = useRunVerbs(kind)
  const cannotResume = useCannotResume(kind)
  if (run === null) return null
  return (
    <button
      type="button"
      className={run.status === 'stopped' ? 'button' : 'button is-primary'}
      disabled={cannotResume}
      onClick={() => void verbs().resume()}
    >
      {resumeText({ isFailed: run.status === 'failed', isDownload: needsDownload(kind, run) })}
    </button>
  )
}
