import type { AppState } from '../../store/types'

interface UnreadModels {
  /** One sentence. */
  readonly error: string
  readonly ids: readonly string[]
}

/** The models whose manifests could not be read, by why: without a network, all that were not used before. */
export function unreadModels(zoo: AppState['zoo'], manifests: AppState['manifests']): readonly UnreadModels[] {
  const byError = new Map<string, string[]>()
  for (const { id } of zoo) {
    const error = manifests[id]?.error
    if (error) byError.set(error, [...(byError.get(error) ?? []), id])
  }
  return [...byError].map(([error, ids]) => ({ error, ids }))
}
