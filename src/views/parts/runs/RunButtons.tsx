import type { ReactNode } from 'react'
import type { RunKind } from '../../../store/runs/kept'
import { canGoOn, ELSEWHERE, isMoving, isOpen } from '../../../store/runs/run'
import { ResumeButton } from './ResumeButton'
import { useIsElsewhere, useRun, useRunVerbs } from './useRun'

interface RunButtonsProps {
  readonly kind: RunKind
  /** Starts a new run, where none is open. */
  readonly start: ReactNode
  /** What else can be done with a paused run. */
  readonly whilePaused?: ReactNode
}

/** Starts, pauses, resumes, stops and closes a run, of whatever kind. */
export function RunButtons({ kind, start, whilePaused }: RunButtonsProps) {
  const run = useRun(kind)
  const isElsewhere = useIsElsewhere(kind)
  const verbs = useRunVerbs(kind)
  if (isElsewhere) {
    return (
      <>
        <p className="note" role="status" data-testid="elsewhere">
          {ELSEWHERE}
        </p>
        <CloseButton kind={kind} />
      </>
    )
  }
  if (!isOpen(run)) {
    return (
      <div className="run-buttons" data-keeps-focus="">
        {start}
        {canGoOn(run) && <ResumeButton kind={kind} />}
        {run !== null && <CloseButton kind={kind} />}
      </div>
    )
  }
  return (
    <div className="run-buttons" data-keeps-focus={isMoving(run) ? 'wanted' : ''}>
      {isMoving(run) ? (
        <button type="button" className="button is-primary" onClick={() => verbs().pause()}>
          Pause
        </button>
      ) : (
        <ResumeButton kind={kind} />
      )}
      {run?.status === 'paused' && whilePaused}
      <button type="button" className="button" onClick={() => verbs().stop()}>
        Stop
      </button>
      {!isMoving(run) && <CloseButton kind={kind} />}
    </div>
  )
}

/** Back to the settings; the run stays in the list. */
function CloseButton({ kind }: { readonly kind: RunKind }) {
  const verbs = useRunVerbs(kind)
  return (
    <button type="button" className="button" onClick={() => void verbs().close()}>
      Close
    </button>
  )
}
