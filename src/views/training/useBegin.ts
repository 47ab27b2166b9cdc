import { isOpened } from '../../store/data/dataSource'
import { engineHindrance, type Hindrance, WAITING_FOR_ENGINE } from '../../store/engineHindrance'
import { RUN_KINDS } from '../../store/runs/runKinds'
import { trainingProblem } from '../../store/training/trainingForm'
import { useApp } from '../parts/appContext'

/** Why a training cannot start, or null. */
export function useBegin(): Hindrance | null {
  const engine = useApp((state) => state.engine)
  const isOffered = useApp((state) => state.training.offered !== null)
  const isSweepOpen = useApp(RUN_KINDS.training.isHindered)
  const isReading = useApp((state) => state.training.data.progress !== null)
  const isMissing = useApp(({ training: { form, data } }) => !isOpened(form.data.from, data))
  const problem = useApp((state) => trainingProblem(state.training.form))
  const isStarting = useApp((state) => state.training.starting)
  const engineProblem = engineHindrance(engine)
  if (isStarting) return { isWaiting: true, message: 'Starting…' }
  if (engineProblem !== null) return engineProblem
  if (!isOffered) return WAITING_FOR_ENGINE
  if (isReading) return { isWaiting: true, message: 'Waiting for the images…' }
  if (isSweepOpen) return { isWaiting: true, message: 'The sweep is running…' }
  if (isMissing) {
    return { isWaiting: false, message: 'Open a data set under Images, or choose the built-in one.' }
  }
  return problem === null ? null : { isWaiting: false, message: problem }
}
