import type { FinetuneRun } from '../../store/finetune'
import { ELSEWHERE, ELSEWHERE_STATUS, isMoving } from '../../store/openRuns'
import { useApp } from '../appContext'
import { estimateText } from '../evaluate/timeLeft'
import { useGuardedStart } from '../fields/FieldGroup'
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
        <p className="error" role="alert" data-testid="finetune-problem">
          {problem}
        </p>
      )}
    </div>
  )
}

function BeginButtons({ run }: { readonly run: FinetuneRun | null }) {
  const { startFinetune } = useFinetuneActions()
  const objective = useFinetune((finetune) => finetune.form.objective)
  const hindrance = useBegin()
  const guarded = useGuardedStart('finetune')
  return (
    <div className="run-buttons">
      <button
        type="button"
        className="button is-primary"
        disabled={hindrance !== null}
        onClick={() => guarded(() => void startFinetune())}
      >
        {hindrance?.isWaiting ? hindrance.message : beginText(objective?.id)}
      </button>
      {run?.status === 'stopped' && <ResumeButton run={run} />}
      {run !== null && <CloseButton />}
      {hindrance?.isWaiting === false && <p className="error">{hindrance.message}</p>}
    </div>
  )
}

function OpenRunButtons({ run }: { readonly run: FinetuneRun }) {
  const { pauseFinetune, stepFinetune, stopFinetune } = useFinetuneActions()
  const cannotGoOn = useCannotGoOn(run)
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
          <ResumeButton run={run} />
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
      {!isMoving(run) && <CloseButton />}
    </div>
  )
}

const isOfHub = ({ data }: FinetuneRun): boolean => 'hub' in data.dataSet.origin

function useCannotGoOn(run: FinetuneRun): boolean {
  const isReady = useApp((state) => state.engine.status === 'ready')
  const isReading = useFinetune((finetune) => finetune.data.progress !== null)
  return (run.needsData && !isOfHub(run)) || !isReady || isReading
}

/** Goes on with a run that is paused, failed or stopped. */
function ResumeButton({ run }: { readonly run: FinetuneRun }) {
  const { resumeFinetune } = useFinetuneActions()
  const cannotGoOn = useCannotGoOn(run)
  return (
    <button
      type="button"
      className={run.status === 'stopped' ? 'button' : 'button is-primary'}
      disabled={cannotGoOn}
      onClick={() => void resumeFinetune()}
    >
      {run.needsData && isOfHub(run) ? 'Download and resume' : RESUME_WORDS[run.status]}
    </button>
  )
}

const RESUME_WORDS: Readonly<Partial<Record<FinetuneRun['status'], string>>> = {
  paused: 'Resume',
  failed: 'Try again',
  stopped: 'Go on',
}

/** Back to the settings; the training stays in the list. */
function CloseButton() {
  const { closeFinetune } = useFinetuneActions()
  return (
    <button type="button" className="button" onClick={() => void closeFinetune()}>
      Close
    </button>
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
