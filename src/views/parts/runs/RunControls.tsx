import type { ReactNode } from 'react'
import type { Hindrance } from '../../../store/engineHindrance'
import { keepingProblem, type RunKind } from '../../../store/runs/kept'
import { isOpen } from '../../../store/runs/run'
import { RUN_KINDS } from '../../../store/runs/runKinds'
import { useApp } from '../appContext'
import { OpenPlanButton } from './OpenPlanButton'
import { RunButtons } from './RunButtons'
import { isPlanned, SavePlanButton } from './SavePlanButton'
import { StartButton } from './StartButton'
import { statusText } from './statusText'
import { useIsElsewhere, useRun } from './useRun'

interface RunControlsProps {
  readonly kind: RunKind
  /** Of the controls; their parts' begin with the kind. */
  readonly testId: string
  readonly startText: string
  readonly hindrance: Hindrance | null
  readonly whilePaused?: ReactNode
  /** Of a run: how far it is; null where there is none. */
  readonly progress: RunProgress | null
}

export interface RunProgress {
  readonly done: number
  readonly of: number
  /** What follows its status, such as ": 3 of 12 jobs, 8 s spent". */
  readonly text: ReactNode
  /** Of the bar. */
  readonly label: string
  readonly testId: string
}

/** The head of a rail: what can be done with the run, how far it is, and what hinders it. */
export function RunControls({ kind, testId, startText, hindrance, whilePaused, progress }: RunControlsProps) {
  const run = useRun(kind)
  const problem = useApp((state) => RUN_KINDS[kind].state(state).problem)
  const keptProblem = useApp((state) => keepingProblem(state.kept, kind, run?.id))
  const start = (
    <>
      <StartButton kind={kind} fields={[kind]} hindrance={hindrance}>
        {startText}
      </StartButton>
      {hindrance?.isWaiting === false && <p className="error">{hindrance.message}</p>}
    </>
  )
  return (
    <div className="run-controls" data-testid={testId}>
      <RunButtons kind={kind} start={start} whilePaused={whilePaused} />
      {isPlanned(kind) && !isOpen(run) && (
        <p className="run-plans">
          <SavePlanButton kind={kind} hindrance={hindrance} />
          <OpenPlanButton what={kind === 'evaluation' ? 'a plan or results' : 'a plan'} />
        </p>
      )}
      {progress !== null && <Progress kind={kind} progress={progress} />}
      {problem !== null && (
        <p className="error" role="alert" data-testid={`${kind}-problem`}>
          {problem}
        </p>
      )}
      {keptProblem !== null && <p className="note">{keptProblem}</p>}
    </div>
  )
}

function Progress({ kind, progress }: { readonly kind: RunKind; readonly progress: RunProgress }) {
  const run = useRun(kind)
  const isElsewhere = useIsElsewhere(kind)
  const { done, of, text, label, testId } = progress
  if (run === null) return null
  const { status, message } = run
  return (
    <div className="run-progress">
      {status !== 'done' && <progress value={done} max={Math.max(1, of)} aria-label={label} />}
      <p className="muted" data-testid={testId}>
        {statusText(run, isElsewhere)}
        {text}
      </p>
      {message !== null && <p className={status === 'failed' ? 'error' : 'note'}>{message}</p>}
    </div>
  )
}
