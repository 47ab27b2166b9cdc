import { keepingProblem } from '../../store/runs/kept'
import type { TrainingRun } from '../../store/training/training'
import { useApp } from '../parts/appContext'
import { whole } from '../parts/format'
import { ResumeButton } from '../parts/runs/ResumeButton'
import { useTraining } from './useTraining'

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
  const { status, step, steps, checkpointStep, needsData, message } = run
  const kept =
    checkpointStep === null
      ? 'No checkpoint is kept yet.'
      : `Kept in this browser up to step ${whole(checkpointStep)}, even if you close the tab.`
  return (
    <div className="notice is-waiting" data-testid="resume-banner">
      <p>
        <strong>
          {status === 'failed' ? 'Stopped' : 'Paused'} at step {whole(step)} of {whole(steps)}.
        </strong>{' '}
        {needsData ? `${kept} ${message}` : (message ?? kept)}
      </p>
      <ResumeButton kind="training" />
    </div>
  )
}
