import type { Hindrance } from '../../store/engineHindrance'
import { imagesHindrance, modelsHindrance } from '../../store/evaluation/chosenHindrance'
import { formProblem } from '../../store/evaluation/evaluationProblem'
import { settledForm } from '../../store/evaluation/evaluationSettled'
import { missingModelsProblem } from '../../store/plans/missingModels'
import type { AppState } from '../../store/types'
import { useApp } from '../parts/appContext'

/** Why a run cannot start yet, or null. */
export function startHindrance(state: AppState): Hindrance | null {
  const { models, evaluation } = state
  const { form, starting, missingModels } = evaluation
  if (starting) return { isWaiting: true, message: 'Starting…' }
  const hindrance = modelsHindrance(state)
  if (hindrance !== null) return hindrance
  const missing = missingModelsProblem(missingModels)
  if (missing !== null) return { isWaiting: false, message: missing }
  const problem = formProblem(settledForm(form, models))
  if (problem !== null) return { isWaiting: form.attack === null, message: problem }
  return imagesHindrance(state)
}

export function useStart(): Hindrance | null {
  const message = useApp((state) => startHindrance(state)?.message ?? null)
  const isWaiting = useApp((state) => startHindrance(state)?.isWaiting ?? false)
  return message === null ? null : { isWaiting, message }
}
