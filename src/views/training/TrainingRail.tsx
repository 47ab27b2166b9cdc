import { isMoving } from '../../store/runs/run'
import type { TrainingRun } from '../../store/training/training'
import { DisplayControls } from '../parts/DisplayControls'
import { threeDigits, whole } from '../parts/format'
import { useCannotResume } from '../parts/runs/ResumeButton'
import { RunControls, type RunProgress } from '../parts/runs/RunControls'
import { RunRail } from '../parts/runs/RunRail'
import { beginText } from '../parts/runs/trainingWords'
import { estimateText } from '../parts/timeLeft'
import { AdvancedControls } from './AdvancedControls'
import { DataControls } from './DataControls'
import { ObjectiveControls } from './ObjectiveControls'
import { ScheduleControls } from './ScheduleControls'
import { StartModelControls } from './StartModelControls'
import { useBegin } from './useBegin'
import { useTraining, useTrainingActions } from './useTraining'

/** All settings of a training. */
export function TrainingRail() {
  return (
    <RunRail kind="training" controls={<Controls />} summary="Objective, model, images, training">
      <ObjectiveControls />
      <StartModelControls />
      <DataControls />
      <ScheduleControls />
      <AdvancedControls />
      <DisplayControls />
    </RunRail>
  )
}

function Controls() {
  const run = useTraining((training) => training.run)
  const objective = useTraining((training) => training.form.objective)
  const offered = useTraining((training) => training.offered)
  const hindrance = useBegin()
  return (
    <RunControls
      kind="training"
      testId="training-controls"
      startText={beginText(objective, offered)}
      hindrance={hindrance}
      whilePaused={<StepButton />}
      progress={run && progressOf(run)}
    />
  )
}

/** One step, to see what it changes. */
function StepButton() {
  const { stepTraining } = useTrainingActions()
  const cannotResume = useCannotResume('training')
  return (
    <button type="button" className="button" disabled={cannotResume} onClick={() => void stepTraining()}>
      Step
    </button>
  )
}

function progressOf(run: TrainingRun): RunProgress {
  const { step, steps, secondsPerStep, secondsLeft } = run
  const pace = secondsPerStep === null ? '' : `, ${threeDigits(secondsPerStep)} s per step`
  const left = isMoving(run) ? `, ${estimateText(secondsLeft === null ? null : 1000 * secondsLeft)}` : ''
  return {
    done: step,
    of: steps,
    text: `: step ${whole(step)} of ${whole(steps)}${pace}${left}`,
    label: 'Training',
    testId: 'training-progress',
  }
}
