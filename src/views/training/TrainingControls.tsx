import { ELSEWHERE, ELSEWHERE_STATUS, isMoving } from '../../store/runs/openRuns'
import type { TrainingRun } from '../../store/training/training'
import { useApp } from '../parts/appContext'
import { useGuardedStart } from '../parts/fields/FieldGroup'
import { threeDigits, whole } from '../parts/format'
import { resumeText } from '../parts/runs/resumeText'
import { beginText, TRAINING_STATUS } from '../parts/runs/trainingWords'
import { estimateText } from '../parts/timeLeft'
import { isRunOpen, useBegin } from './useBegin'
import { useTraining, useTrainingActions } from './useTraining'

/** Starts, pauses, steps and ends a training, and shows its progress. */
export function TrainingControls() {
  const run = useTraining((training) => training.run)
  const isOpen = useApp(isRunOpen)
  const problem = useTraining((training) => training.problem)
  const isElsewhere = useTraining((training) => training.isElsewhere)
  return (
    <div className="run-controls" data-testid="training-controls">
      {isElsewhere ? (
        <>
          <p className="note" role="status" data-testid="elsewhere">
            {ELSEWHERE}
          </p>
          <CloseButton />
        </>
      ) : isOpen && run !== null ? (
        <OpenRunButtons run={run} />
      ) : (
        <BeginButtons run={run} />
      )}
      {run !== null && <Progress run={run} />}
      {problem !== null && (
        <p className="error" role="alert" data-testid="training-problem">
          {problem}
        </p>
      )}
    </div>
  )
}

function BeginButtons({ run }: { readonly run: TrainingRun | null }) {
  const { startTraining } = useTrainingActions()
  const objective = useTraining((training) => training.form.objective)
  const offered = useTraining((training) => training.offered)
  const hindrance = useBegin()
  const guarded = useGuardedStart('training')
  return (
    <div className="run-buttons">
      <button
        type="button"
        className="button is-primary"
        disabled={hindrance !== null}
        onClick={() => guarded(() => void startTraining())}
      >
        {hindrance?.isWaiting ? hindrance.message : beginText(objective, offered)}
      </button>
      {run?.status === 'stopped' && <ResumeButton run={run} />}
      {run !== null && <CloseButton />}
      {hindrance?.isWaiting === false && <p className="error">{hindrance.message}</p>}
    </div>
  )
}

function OpenRunButtons({ run }: { readonly run: TrainingRun }) {
  const { pauseTraining, stepTraining, stopTraining } = useTrainingActions()
  const cannotGoOn = useCannotGoOn(run)
  return (
    <div className="run-buttons">
      {isMoving(run) ? (
        <button
          type="button"
          className="button is-primary"
          disabled={run.status === 'preparing'}
          onClick={pauseTraining}
        >
          Pause
        </button>
      ) : (
        <>
          <ResumeButton run={run} />
          {run.status === 'paused' && (
            <button type="button" className="button" disabled={cannotGoOn} onClick={() => void stepTraining()}>
              Step
            </button>
          )}
        </>
      )}
      <button type="button" className="button" onClick={stopTraining}>
        Stop
      </button>
      {!isMoving(run) && <CloseButton />}
    </div>
  )
}

const isOfHub = ({ data }: TrainingRun): boolean => 'hub' in data.dataSet.origin

function useCannotGoOn(run: TrainingRun): boolean {
  const isReady = useApp((state) => state.engine.status === 'ready')
  const isReading = useTraining((training) => training.data.progress !== null)
  return (run.needsData && !isOfHub(run)) || !isReady || isReading
}

/** Resumes a run that is paused, failed or stopped. */
function ResumeButton({ run }: { readonly run: TrainingRun }) {
  const { resumeTraining } = useTrainingActions()
  const cannotGoOn = useCannotGoOn(run)
  return (
    <button
      type="button"
      className={run.status === 'stopped' ? 'button' : 'button is-primary'}
      disabled={cannotGoOn}
      onClick={() => void resumeTraining()}
    >
      {resumeText({ isFailed: run.status === 'failed', isDownload: run.needsData && isOfHub(run) })}
    </button>
  )
}

/** Back to the settings; the training stays in the list. */
function CloseButton() {
  const { closeTraining } = useTrainingActions()
  return (
    <button type="button" className="button" onClick={() => void closeTraining()}>
      Close
    </button>
  )
}

function Progress({ run }: { readonly run: TrainingRun }) {
  const isElsewhere = useTraining((training) => training.isElsewhere)
  const { status, step, steps, secondsPerStep, secondsLeft, message } = run
  return (
    <div className="run-progress">
      {status !== 'done' && <progress value={step} max={Math.max(1, steps)} aria-label="Training" />}
      <p className="muted" data-testid="training-progress">
        {isElsewhere ? ELSEWHERE_STATUS : TRAINING_STATUS[status]}: step {whole(step)} of {whole(steps)}
        {secondsPerStep !== null && `, ${threeDigits(secondsPerStep)} s per step`}
        {isMoving(run) && `, ${estimateText(secondsLeft === null ? null : 1000 * secondsLeft)}`}
      </p>
      {message !== null && <p className={status === 'failed' ? 'error' : 'note'}>{message}</p>}
    </div>
  )
}
