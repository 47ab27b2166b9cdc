import { isOpened } from '../../store/data/dataSource'
import { engineHindrance, type Hindrance } from '../../store/engineHindrance'
import { classProblem } from '../../store/evaluation/evaluationClasses'
import { formProblem } from '../../store/evaluation/evaluationProblem'
import { chosenModels, manifestsOf, settledForm } from '../../store/evaluation/evaluationSettled'
import type { AppState } from '../../store/types'
import { useApp } from '../parts/appContext'

/** Why a run cannot start yet, or null. */
export function startHindrance({ engine, models, evaluation }: AppState): Hindrance | null {
  const { form, starting, dataSet } = evaluation
  if (starting) return { isWaiting: true, message: 'Starting…' }
  const engineProblem = engineHindrance(engine)
  if (engineProblem !== null) return engineProblem
  const chosen = chosenModels(models, form)
  const failed = chosen.find(({ status }) => status === 'failed')
  if (failed) return { isWaiting: false, message: `“${failed.id}” could not be loaded; choose other models.` }
  if (chosen.some(({ status }) => status === 'loading')) return { isWaiting: true, message: 'Waiting for the models…' }
  const settled = settledForm(form, models)
  const { images } = settled
  const problem = formProblem(settled)
  if (problem !== null) return { isWaiting: form.attack === null, message: problem }
  if (images !== 'gallery' && !isOpened(images, dataSet)) {
    if (dataSet.progress !== null) return { isWaiting: true, message: 'Waiting for the images…' }
    return { isWaiting: false, message: 'Open a data set under Images, or choose other images.' }
  }
  const unknown = classProblem(images, dataSet, manifestsOf(chosen))
  return unknown === null ? null : { isWaiting: false, message: unknown }
}

export function useStart(): Hindrance | null {
  const message = useApp((state) => startHindrance(state)?.message ?? null)
  const isWaiting = useApp((state) => startHindrance(state)?.isWaiting ?? false)
  return message === null ? null : { isWaiting, message }
}
