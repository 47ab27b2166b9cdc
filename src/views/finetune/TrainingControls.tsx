import type { FinetuneRun } from '../../store/finetune'
import { ELSEWHERE, ELSEWHERE_STATUS, isMoving } from '../../store/openRuns'
import { useApp } from '../appContext'
import { estimateText } from '../evaluate/timeLeft'
import { threeDigits, whole } from '../format'
import { isRunOpen, useBegin } from './useBegin'
import { useFinetune, useFinetuneActions } from './useFinetune'
import { beginText, STATUS_WORDS } from './words'

/** Begins, pauses, steps and ends a training, and says how far it is. */
export function TrainingControls() {
  const run = useFinetune((finetune) => finetune.run)
  const isOpen = useApp(isRunOpen)
  const problem = useFinetune((finetune) => finetune.problem)
  const isElsewhere = useFinetune((finetune) => finetune.isElsewhere)
  return (
    <div className="run-controls" data-testid="training-controls">
      {isElsewhere ? (
        <p className="note" role="status" data-testid="elsewhere">
          {ELSEWHERE}
        </p>
      ) : isOpen && run !== null ? (
        <OpenRunButtons run={run} />
      ) : (
        <BeginButtons hasRun={run !== null} />
      )}
      {run !== null && <Progress run={run} />}
      {problem !== null && (
        <p className="error" role="alert" data-testid="finetune-problem">
          {problem}
        </p>
      )}
    </div>
  )
}

function BeginButtons({ hasRun }: { readonly hasRun: boolean }) {
  const { startFinetune, discardFinetune } = useFinetuneActions()
  const objective = useFinetune((finetune) => finetune.form.objective)
  const hindrance = useBegin()
  return (
    <div className="run-buttons">
      <button
        type="button"
        className="button is-primary"
        disabled={hindrance !== null}
        onClick={() => void startFinetune()}
      >
        {hindrance?.isWaiting ? hindrance.message : beginText(objective?.id)}
      </button>
      {hasRun && (
        <button type="button" className="button" onClick={discardFinetune}>
          Close
        </button>
      )}
      {hindrance?.isWaiting === false && <p className="error">{hindrance.message}</p>}
    </div>
  )
}

function OpenRunButtons({ run }: { readonly run: FinetuneRun }) {
  const { pauseFinetune, resumeFinetune, stepFinetune, stopFinetune } = useFinetuneActions()
  const isReady = useApp((state) => state.engine.status === 'ready')
  const isReading = useFinetune((finetune) => finetune.data.progress !== null)
  const isDownload = run.needsData && 'hub' in run.data.dataSet.origin
  const cannotGoOn = (run.needsData && !isDownload) || !isReady || isReading
  return (
    <div className="run-buttons">
      {isMoving(run) ? (
        <button
          type="button"
          className="button is-primary"
          disabled={run.status === 'preparing'}
          onClick={pauseFinetune}
        >
          Pause
        </button>
      ) : (
        <>
          <button
            type="button"
            className="button is-primary"
            disabled={cannotGoOn}
            onClick={() => void resumeFinetune()}
          >
            {isDownload ? 'Download and resume' : run.status === 'failed' ? 'Try again' : 'Resume'}
          </button>
          {run.status === 'paused' && (
            <button type="button" className="button" disabled={cannotGoOn} onClick={() => void stepFinetune()}>
              Step
            </button>
          )}
        </>
      )}
      <button type="button" className="button" onClick={stopFinetune}>
        Stop
      </button>
    </div>
  )
}

function Progress({ run }: { readonly run: FinetuneRun }) {
  const isElsewhere = useFinetune((finetune) => finetune.isElsewhere)
  const { status, step, steps, secondsPerStep, secondsLeft, message } = run
  return (
    <div className="run-progress">
      {status !== 'done' && <progress value={step} max={Math.max(1, steps)} aria-label="Training" />}
      <p className="muted" data-testid="training-progress">
        {isElsewhere ? ELSEWHERE_STATUS : STATUS_WORDS[status]}: step {whole(step)} of {whole(steps)}
        {secondsPerStep !== null && `, ${threeDigits(secondsPerStep)} s a step`}
        {isMoving(run) && `, ${estimateText(secondsLeft === null ? null : 1000 * secondsLeft)}`}
      </p>
      {message !== null && <p className={status === 'failed' ? 'error' : 'note'}>{message}</p>}
    </div>
  )
}
