import type { EngineState } from './types'

/** Why something cannot start, in one sentence. `isWaiting`: it will become possible without the person's action. */
export interface Hindrance {
  readonly isWaiting: boolean
  readonly message: string
}

const ENGINE_FAILED: Hindrance = {
  isWaiting: false,
  message: 'The engine is not running; try again at the top of the page, or reload it.',
}
export const WAITING_FOR_ENGINE: Hindrance = { isWaiting: true, message: 'Waiting for the engine…' }

/** Why the engine is not available now, or null. */
export function engineHindrance({ status }: EngineState): Hindrance | null {
  if (status === 'ready') return null
  if (status === 'failed') return ENGINE_FAILED
  return WAITING_FOR_ENGINE
}
