import { countOf } from '../../countOf'
import type { EvaluationRun } from '../../store/evaluation/evaluation'
import { keepingProblem } from '../../store/runs/kept'
import { ELSEWHERE, ELSEWHERE_STATUS, isOpenRun } from '../../store/runs/openRuns'
import { useApp } from '../parts/appContext'
import { useGuardedStart } from '../parts/fields/FieldGroup'
import { whole } from '../parts/format'
import { EVALUATION_STATUS } from '../parts/runs/evaluationRunWords'
import { resumeText } from '../parts/runs/resumeText'
import { durationText, leftText } from '../parts/timeLeft'
import { useEvaluation, useEvaluationActions } from './useEvaluation'
import { useStart } from './useStart'

/** Starts, pauses and ends a run, and shows its progress. */
export function RunControls() {
  const run = useEvaluation((evaluation) => evaluation.run)
  const problem = useEvaluation((evaluation) => evaluation.problem)
  const keptProblem = useApp((state) => keepingProblem(state.kept, 'evaluation', run?.id))
  const isElsewhere = useEvaluation((evaluation) => evaluation.isElsewhere)
  return (
    <div className="run-controls" data-testid="run-controls">
      {isElsewhere ? (
        <>
          <p className="note" role="status" data-testid="elsewhere">
            {ELSEWHERE}
          </p>
          <CloseButton />
        </>
      ) : (
        <Buttons run={run} />
      )}
      {run !== null && <Progress run={run} />}
      {problem !== null && (
        <p className="error" role="alert" data-testid="evaluation-problem">
          {problem}
        </p>
      )}
      {keptProblem !== null && <p className="note">{keptProblem}</p>}
    </div>
  )
}

/** A hub's images are downloaded again only when a person clicks. */
const isOfHub = ({ plan: { source } }: EvaluationRun) => source.kind === 'dataSet' && 'hub' in source.dataSet.origin

function Buttons({ run }: { readonly run: EvaluationRun | null }) {
  const { startEvaluation, pauseEvaluation, cancelEvaluation } = useEvaluationActions()
  const isOpen: boolean = isOpenRun(run)
  if (run === null || !isOpen) {
    return (
      <div className="run-buttons">
        <StartButton onStart={() => void startEvaluation()} />
        {run?.status === 'cancelled' && <ResumeButton run={run} />}
        {run !== null && <CloseButton />}
      </div>
    )
  }
  return (
    <div className="run-buttons">
      {run.status === 'running' ? (
        <button type="button" className="button is-primary" onClick={() => void pauseEvaluation()}>
          Pause
        </button>
      ) : (
        <ResumeButton run={run} />
      )}
      <button type="button" className="button" onClick={() => void cancelEvaluation()}>
        Cancel
      </button>
      {run.status !== 'running' && <CloseButton />}
    </div>
  )
}

/** Resumes a run that is paused, failed or cancelled. */
function ResumeButton({ run }: { readonly run: EvaluationRun }) {
  const { resumeEvaluation } = useEvaluationActions()
  const isReading = useEvaluation(({ dataSet }) => dataSet.progress !== null)
  const isDownload = run.needsDataSet && isOfHub(run)
  return (
    <button
      type="button"
      className={run.status === 'cancelled' ? 'button' : 'button is-primary'}
      disabled={(run.needsDataSet && !isDownload) || isReading}
      onClick={() => void resumeEvaluation()}
    >
      {resumeText({ isFailed: run.status === 'failed', isDownload })}
    </button>
  )
}

/** Back to the settings; the run stays in the list. */
function CloseButton() {
  const { closeEvaluation } = useEvaluationActions()
  return (
    <button type="button" className="button" onClick={() => void closeEvaluation()}>
      Close
    </button>
  )
}

function StartButton({ onStart }: { readonly onStart: () => void }) {
  const hindrance = useStart()
  const guarded = useGuardedStart('evaluation')
  return (
    <>
      <button
        type="button"
        className="button is-primary"
        disabled={hindrance !== null}
        onClick={() => guarded(onStart)}
      >
        {hindrance?.isWaiting ? hindrance.message : 'Start'}
      </button>
      {hindrance?.isWaiting === false && <p className="error">{hindrance.message}</p>}
    </>
  )
}

function Progress({ run }: { readonly run: EvaluationRun }) {
  const { status, progress, activeMs, message } = run
  const isElsewhere = useEvaluation((evaluation) => evaluation.isElsewhere)
  const { done, total, share } = progress
  const isUnfinished = status !== 'done'
  return (
    <div className="run-progress">
      {isUnfinished && <progress value={done + share} max={Math.max(1, total)} aria-label="Evaluation" />}
      <p className="muted" data-testid="run-progress">
        {isElsewhere ? ELSEWHERE_STATUS : EVALUATION_STATUS[status]}
        {isUnfinished && `: ${whole(done)} of ${countOf(total, 'job')}`}, {durationText(activeMs)} spent
        {status === 'running' && `, ${leftText(run)}`}
      </p>
      {message !== null && <p className={status === 'failed' ? 'error' : 'note'}>{message}</p>}
    </div>
  )
}
