import type { AppState } from '../../../store/types'
import { useChanges } from '../appContext'
import { announce } from '../commands/announcer'
import { endedKinds } from './runEnd'

/** Shows and speaks once how a run ended, whatever view is open meanwhile. */
export function RunEnds() {
  useChanges(announceEnds)
  return null
}

async function announceEnds(state: AppState, before: AppState): Promise<void> {
  const kinds = endedKinds(before, state)
  if (kinds.length === 0) return
  const { runEndWords } = await import('./runEndWords')
  announce(kinds.map((kind) => runEndWords(kind, state)).join(' '))
}
