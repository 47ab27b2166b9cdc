import { isOpened } from '../../store/dataSource'
import { engineHindrance, type Hindrance, WAITING_FOR_ENGINE } from '../../store/engineHindrance'
import { finetuneProblem } from '../../store/finetuneForm'
import { isOpenTraining, isSweeping } from '../../store/openRuns'
import type { AppState } from '../../store/types'
import { useApp } from '../appContext'

/** What is under way, of which there is one at a time. */
export const isRunOpen = ({ finetune: { run } }: AppState): boolean => isOpenTraining(run)

export const isSweepRunning = ({ finetune: { sweep } }: AppState): boolean => isSweeping(sweep)

/** Why no training can be begun, or null. */
export function useBegin(): Hindrance | null {
  const engine = useApp((state) => state.engine)
  const isOffered = useApp((state) => state.finetune.offered !== null)
  const isSweepOpen = useApp(isSweepRunning)
  const isReading = useApp((state) => state.finetune.data.progress !== null)
  const isMissing = useApp(({ finetune: { form, data } }) => !isOpened(form.data.from, data))
  const problem = useApp((state) => finetuneProblem(state.finetune.form))
  const engineProblem = engineHindrance(engine)
  if (engineProblem !== null) return engineProblem
  if (!isOffered) return WAITING_FOR_ENGINE
  if (isReading) return { isWaiting: true, message: 'Waiting for the pictures…' }
  if (isSweepOpen) return { isWaiting: true, message: 'The sweep is running…' }
  if (isMissing) {
    return { isWaiting: false, message: 'Open a data set under Pictures, or choose the built-in one.' }
  }
  return problem === null ? null : { isWaiting: false, message: problem }
}
