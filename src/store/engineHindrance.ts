import type { EngineState } from './types'

/** Why something can not be begun, in one sentence. `isWaiting`: it will be possible by itself. */
export interface Hindrance {
  readonly isWaiting: boolean
  readonly message: string
}

const ENGINE_FAILED: Hindrance = { isWaiting: false, message: 'The engine does not run; reload the page.' }
export const WAITING_FOR_ENGINE: Hindrance = { isWaiting: true, message: 'Waiting for the engine…' }

/** Why nothing can be asked of the engine now, or null. */
export function engineHindrance({ status }: EngineState): Hindrance | null {
  if (status === 'ready') return null
  if (status === 'failed') return ENGINE_FAILED
  return WAITING_FOR_ENGINE
}
