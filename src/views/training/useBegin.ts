import { isOpened } from '../../store/data/dataSource'
import { engineHindrance, type Hindrance, WAITING_FOR_ENGINE } from '../../store/engineHindrance'
import { missingModelsProblem } from '../../store/plans/missingModels'
import { RUN_KINDS } from '../../store/runs/runKinds'
import { imagesProblem } from '../../store/training/imagesProblem'
import { trainingProblem } from '../../store/training/trainingForm'
import type { AppState } from '../../store/types'
import { useApp } from '../parts/appContext'

/** Why a training cannot start, or null. */
export function beginHindrance(state: AppState): Hindrance | null {
  const { form, offered, data, starting, missingModels } = state.training
  if (starting) return { isWaiting: true, message: 'Starting…' }
  const engineProblem = engineHindrance(state.engine)
  if (engineProblem !== null) return engineProblem
  if (offered === null) return WAITING_FOR_ENGINE
  if (data.progress !== null) return { isWaiting: true, message: 'Waiting for the images…' }
  if (RUN_KINDS.training.isHindered(state)) return { isWaiting: true, message: 'The sweep is running…' }
  if (!isOpened(form.data.from, data)) {
    return { isWaiting: false, message: 'Open a data set under Images, or choose the built-in one.' }
  }
  const problem = missingModelsProblem(missingModels) ?? imagesProblem(state) ?? trainingProblem(form)
  return problem === null ? null : { isWaiting: false, message: problem }
}

export function useBegin(): Hindrance | null {
  const message = useApp((state) => beginHindrance(state)?.message ?? null)
  const isWaiting = useApp((state) => beginHindrance(state)?.isWaiting ?? false)
  return message === null ? null : { isWaiting, message }
}
