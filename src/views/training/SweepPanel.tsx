import { countOf } from '../../countOf'
import { keepingProblem } from '../../store/runs/kept'
import { ELSEWHERE, isSweeping } from '../../store/runs/openRuns'
import type { LambdaSweep } from '../../store/training/training'
import { hasLambda, sweepProblem } from '../../store/training/trainingForm'
import { SWEEP_FIELDS } from '../../store/training/trainingNumbers'
import { useApp } from '../parts/appContext'
import { FieldGroup, useGuardedStart } from '../parts/fields/FieldGroup'
import { NumberSettingField } from '../parts/fields/NumberSettingField'
import { whole } from '../parts/format'
import { resumeText } from '../parts/runs/resumeText'
import { estimateText } from '../parts/timeLeft'
import { NumbersOnTheirWay } from '../parts/Waiting'
import { LambdaListField } from './LambdaListField'
import { SweepFigure } from './SweepFigure'
import { SweepTable } from './SweepTable'
import { isRunOpen, isSweepRunning, useBegin } from './useBegin'
import { useTraining, useTrainingActions } from './useTraining'

/** Runs short trainings one after another to show how lambda changes clean and robust accuracy (the paper's Figure 5). */
export function SweepPanel() {
  const sweep = useTraining((training) => training.sweep)
  const objective = useTraining((training) => training.form.objective)
  const offered = useTraining((training) => training.offered)
  const description = offered?.objectives.find(({ id }) => id === objective?.id)
  if (sweep === null && (description === undefined || !hasLambda(description))) return null
  return (
    <section className="sweep" aria-labelledby="sweep-title" data-testid="sweep" data-status={sweep?.status ?? 'none'}>
      <h2 id="sweep-title">
        How much penalty is best?
        <span className="muted"> clean and robust accuracy against λ, with a short training for each</span>
      </h2>
      <FieldGroup name="sweep">
        <Controls />
      </FieldGroup>
      {sweep !== null && <Results sweep={sweep} />}
    </section>
  )
}

function Controls() {
  const form = useTraining((training) => training.form)
  const hasSweep = useTraining((training) => training.sweep !== null)
  const isRunning = useApp(isSweepRunning)
  const isTraining = useApp((state) => isRunOpen(state) && state.training.run?.status !== 'paused')
  const hindrance = useBegin()
  const isReady = useApp((state) => state.engine.status === 'ready')
  const isElsewhere = useTraining((training) => training.isSweepElsewhere)
  const isFailed = useTraining(({ sweep }) => sweep?.status === 'failed')
  const isUnfinished = useTraining(({ sweep }) => sweep?.status === 'stopped') || isFailed
  const { setTraining, startSweep, resumeSweep, stopSweep, closeSweep } = useTrainingActions()
  const guarded = useGuardedStart('training', 'sweep')
  const { sweep } = form
  const problem = sweepProblem(form)
  return (
    <div className="sweep-controls">
      <LambdaListField lambdas={sweep.lambdas} onChange={(lambdas) => setTraining({ sweep: { ...sweep, lambdas } })} />
      <NumberSettingField
        setting={SWEEP_FIELDS.steps}
        value={sweep.steps}
        onChange={(steps) => setTraining({ sweep: { ...sweep, steps } })}
      />
      {isRunning ? (
        <button type="button" className="button" onClick={stopSweep}>
          Stop
        </button>
      ) : (
        <button
          type="button"
          className="button"
          disabled={isTraining || hindrance !== null || problem !== null}
          onClick={() => guarded(() => void startSweep())}
        >
          Sweep λ
        </button>
      )}
      {isUnfinished && !isElsewhere && (
        <button
          type="button"
          className="button is-primary"
          disabled={isTraining || !isReady}
          onClick={() => void resumeSweep()}
        >
          {resumeText({ isFailed, isDownload: false })}
        </button>
      )}
      {hasSweep && !isRunning && (
        <button type="button" className="link" onClick={() => void closeSweep()}>
          Close
        </button>
      )}
      <p className="note">
        {isElsewhere && `${ELSEWHERE} `}
        {isTraining
          ? 'The sweep can begin once the training has ended.'
          : `${countOf(new Set(sweep.lambdas).size, 'training')} of ${countOf(sweep.steps, 'step')}, with the settings above.`}
        {problem !== null && <span className="error"> {problem}</span>}
      </p>
    </div>
  )
}

function Results({ sweep }: { readonly sweep: LambdaSweep }) {
  const { id, plan, status, entries, message, secondsLeft } = sweep
  const keptProblem = useApp((state) => keepingProblem(state.kept, 'sweep', id))
  const done = entries.filter((entry) => entry.figures !== null).length
  const running = entries.find((entry) => entry.status === 'running')
  return (
    <>
      <p className="muted" role="status" data-testid="sweep-progress">
        {status === 'preparing' && 'Preparing: measuring the model before training.'}
        {status === 'running' &&
          `${whole(done)} of ${whole(entries.length)} done${running ? `; λ = ${running.lambda}, step ${whole(running.step)} of ${whole(running.steps)}` : ''}, ${estimateText(secondsLeft === null ? null : 1000 * secondsLeft)}`}
        {status === 'done' && `All ${whole(entries.length)} done, ${countOf(entries[0]?.steps ?? 0, 'step')} each.`}
        {status === 'stopped' &&
          `Stopped after ${whole(done)} of ${whole(entries.length)}; the results so far are kept.`}
        {status === 'failed' && <span className="error">{message}</span>}
        {status !== 'failed' && message !== null && ` ${message}`}
        {keptProblem !== null && ` ${keptProblem}`}
      </p>
      {plan.data.shortage && <p className="notice">{plan.data.shortage}</p>}
      <SweepFigure sweep={sweep} />
      <NumbersOnTheirWay value={isSweeping(sweep)}>
        <SweepTable sweep={sweep} />
      </NumbersOnTheirWay>
    </>
  )
}
