import type { AppState } from '../../store/types'

interface Planned {
  readonly id: string
  readonly name: string
}

/** Why a run of these models cannot go on, in one sentence; null if each has its column. */
export function missingColumn(planned: readonly Planned[], models: AppState['models']): string | null {
  const gone = planned.find(({ id }) => !models.some((model) => model.id === id))
  return gone === undefined
    ? null
    : `The model “${gone.name}” has no column any more; choose it again, or resume, which gives it one.`
}
