import { formProblem } from '../../store/evaluationForm'
import type { AppState } from '../../store/types'
import { useApp } from '../appContext'

/** Why no run can be begun yet, in one sentence, or null. `isWaiting`: it will be possible by itself. */
export interface StartHindrance {
  readonly isWaiting: boolean
  readonly message: string
}

export function startHindrance({ engine, models, evaluation }: AppState): StartHindrance | null {
  const { form, starting } = evaluation
  if (starting) return { isWaiting: true, message: 'Starting…' }
  if (engine.status !== 'ready') {
    return { isWaiting: engine.status !== 'failed', message: 'Waiting for the engine…' }
  }
  const chosen = models.filter(({ id }) => form.modelIds === null || form.modelIds.includes(id))
  const failed = chosen.find(({ status }) => status === 'failed')
  if (failed) return { isWaiting: false, message: `“${failed.id}” could not be loaded; choose other models.` }
  if (chosen.some(({ status }) => status === 'loading')) return { isWaiting: true, message: 'Waiting for the models…' }
  const problem = formProblem(form)
  return problem === null ? null : { isWaiting: form.attack === null, message: problem }
}

export function useStart(): StartHindrance | null {
  const message = useApp((state) => startHindrance(state)?.message ?? null)
  const isWaiting = useApp((state) => startHindrance(state)?.isWaiting ?? false)
  return message === null ? null : { isWaiting, message }
}
