import { reopenWords } from '../../store/data/dataSource'
import { keepingProblem } from '../../store/runs/kept'
import type { TrainingRun } from '../../store/training/training'
import { useApp } from '../parts/appContext'
import { whole } from '../parts/format'
import { resumeText } from '../parts/runs/resumeText'
import { useTraining, useTrainingActions } from './useTraining'

/** What a person should know besides the figures: that the run waits, has diverged, or is not kept. */
export function TrainingNotices({ run }: { readonly run: TrainingRun }) {
  const keptProblem = useApp((state) => keepingProblem(state.kept, 'training', run.id))
  const modelProblem = useApp((state) => keepingProblem(state.kept, 'model', run.modelId ?? undefined))
  const isElsewhere = useTraining((training) => training.isElsewhere)
  return (
    <>
      {(run.status === 'paused' || run.status === 'failed') && !isElsewhere && <Waiting run={run} />}
      {run.data.shortage && (
        <p className="notice" data-testid="shortage">
          {run.data.shortage}
        </p>
      )}
      {run.divergences.map(({ step, rolledBackTo, message }) => (
        <p
          key={`${step} ${rolledBackTo} ${message}`}
          className="notice is-warning"
          role="alert"
          data-testid="divergence"
        >
          <strong>Diverged at step {whole(step)}.</strong> {message} Training went back to the weights of step{' '}
          {whole(rolledBackTo)}.
        </p>
      ))}
      {keptProblem !== null && (
        <p className="notice is-warning" role="status" data-testid="storage-notice">
          {keptProblem}
        </p>
      )}
      {modelProblem !== null && <p className="notice">{modelProblem}</p>}
    </>
  )
}

/** Offers to resume a run, also after the page was reloaded. */
function Waiting({ run }: { readonly run: TrainingRun }) {
  const isReady = useApp((state) => state.engine.status === 'ready')
  const { resumeTraining } = useTrainingActions()
  const { status, step, steps, checkpointStep, needsData, message, data } = run
  const isReading = useTraining((training) => training.data.progress !== null)
  const isDownload = 'hub' in data.dataSet.origin
  return (
    <div className="notice is-waiting" data-testid="resume-banner">
      <p>
        <strong>
          {status === 'failed' ? 'Stopped' : 'Paused'} at step {whole(step)} of {whole(steps)}.
        </strong>{' '}
        {message ??
          (checkpointStep === null
            ? 'No checkpoint is kept yet.'
            : `Kept in this browser up to step ${whole(checkpointStep)}, even if you close the tab.`)}
        {needsData && ` ${reopenWords(data.dataSet)}`}
      </p>
      <button
        type="button"
        className="button is-primary"
        disabled={(needsData && !isDownload) || !isReady || isReading}
        onClick={() => void resumeTraining()}
      >
        {resumeText({ isFailed: status === 'failed', isDownload: needsData && isDownload })}
      </button>
    </div>
  )
}
