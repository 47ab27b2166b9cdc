import { countOf } from '../../countOf'
import { keepingProblem } from '../../store/runs/kept'
import { isMoving } from '../../store/runs/run'
import { RUN_KINDS } from '../../store/runs/runKinds'
import type { LambdaSweep } from '../../store/training/training'
import { hasLambda, sweepProblem } from '../../store/training/trainingForm'
import { SWEEP_FIELDS } from '../../store/training/trainingNumbers'
import { useApp } from '../parts/appContext'
import { FieldGroup } from '../parts/fields/FieldGroup'
import { NumberSettingField } from '../parts/fields/NumberSettingField'
import { whole } from '../parts/format'
import { RunButtons } from '../parts/runs/RunButtons'
import { SpokenStatus } from '../parts/runs/SpokenStatus'
import { StartButton } from '../parts/runs/StartButton'
import { STATUS_TEXTS } from '../parts/runs/statusText'
import { estimateText } from '../parts/timeLeft'
import { NumbersOnTheirWay } from '../parts/Waiting'
import { LambdaListField } from './LambdaListField'
import { SweepFigure } from './SweepFigure'
import { SweepTable } from './SweepTable'
import { useBegin } from './useBegin'
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
  const isTraining = useApp(RUN_KINDS.sweep.isHindered)
  const hindrance = useBegin()
  const { setTraining } = useTrainingActions()
  const { sweep } = form
  const problem = sweepProblem(form)
  const blocked = isTraining || hindrance !== null || problem !== null ? NOT_NOW : null
  return (
    <div className="sweep-controls">
      <LambdaListField lambdas={sweep.lambdas} onChange={(lambdas) => setTraining({ sweep: { ...sweep, lambdas } })} />
      <NumberSettingField
        setting={SWEEP_FIELDS.steps}
        value={sweep.steps}
        onChange={(steps) => setTraining({ sweep: { ...sweep, steps } })}
      />
      <RunButtons
        kind="sweep"
        start={
          <StartButton kind="sweep" fields={['training', 'sweep']} hindrance={blocked} isPrimary={false}>
            Sweep λ
          </StartButton>
        }
      />
      <p className="note">
        {isTraining
          ? 'The sweep can begin once the training has ended.'
          : `${countOf(new Set(sweep.lambdas).size, 'training')} of ${countOf(sweep.steps, 'step')}, with the settings above.`}
        {problem !== null && <span className="error"> {problem}</span>}
      </p>
    </div>
  )
}

/** Why is told beside the button, or in the rail. */
const NOT_NOW = { isWaiting: false, message: '' }

function Results({ sweep }: { readonly sweep: LambdaSweep }) {
  const { id, plan, status, entries, message, secondsLeft } = sweep
  const keptProblem = useApp((state) => keepingProblem(state.kept, 'sweep', id))
  const done = entries.filter((entry) => entry.figures !== null).length
  const running = entries.find((entry) => entry.status === 'running')
  return (
    <>
      <SpokenStatus kind="sweep" />
      <p className="muted" data-testid="sweep-progress">
        {status === 'preparing' && 'Preparing: measuring the model before training.'}
        {status === 'running' &&
          `${whole(done)} of ${whole(entries.length)} done${running ? `; λ = ${running.lambda}, step ${whole(running.step)} of ${whole(running.steps)}` : ''}, ${estimateText(secondsLeft === null ? null : 1000 * secondsLeft)}`}
        {status === 'done' && `All ${whole(entries.length)} done, ${countOf(entries[0]?.steps ?? 0, 'step')} each.`}
        {(status === 'stopped' || status === 'paused') &&
          `${STATUS_TEXTS[status]} after ${whole(done)} of ${whole(entries.length)}; the results so far are kept.`}
        {status === 'failed' && <span className="error">{message}</span>}
        {status !== 'failed' && message !== null && ` ${message}`}
        {keptProblem !== null && ` ${keptProblem}`}
      </p>
      {plan.data.shortage && <p className="notice">{plan.data.shortage}</p>}
      <SweepFigure sweep={sweep} />
      <NumbersOnTheirWay value={isMoving(sweep)}>
        <SweepTable sweep={sweep} />
      </NumbersOnTheirWay>
    </>
  )
}
