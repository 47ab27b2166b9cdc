import { isOpened } from '../../store/data/dataSource'
import { engineHindrance, type Hindrance, WAITING_FOR_ENGINE } from '../../store/engineHindrance'
import { isOpenTraining, isSweeping } from '../../store/runs/openRuns'
import { trainingProblem } from '../../store/training/trainingForm'
import type { AppState } from '../../store/types'
import { useApp } from '../parts/appContext'

/** Whether a training is open. Only one training or sweep can be in progress at a time. */
export const isRunOpen = ({ training: { run } }: AppState): boolean => isOpenTraining(run)

export const isSweepRunning = ({ training: { sweep } }: AppState): boolean => isSweeping(sweep)

/** Why a training cannot start, or null. */
export function useBegin(): Hindrance | null {
  const engine = useApp((state) => state.engine)
  const isOffered = useApp((state) => state.training.offered !== null)
  const isSweepOpen = useApp(isSweepRunning)
  const isReading = useApp((state) => state.training.data.progress !== null)
  const isMissing = useApp(({ training: { form, data } }) => !isOpened(form.data.from, data))
  const problem = useApp((state) => trainingProblem(state.training.form))
  const engineProblem = engineHindrance(engine)
  if (engineProblem !== null) return engineProblem
  if (!isOffered) return WAITING_FOR_ENGINE
  if (isReading) return { isWaiting: true, message: 'Waiting for the images…' }
  if (isSweepOpen) return { isWaiting: true, message: 'The sweep is running…' }
  if (isMissing) {
    return { isWaiting: false, message: 'Open a data set under Images, or choose the built-in one.' }
  }
  return problem === null ? null : { isWaiting: false, message: problem }
}
