/** @file The engine as runs see it: whether it is ready, and whether it was lost. */
import { CallCancelled, type EngineClient } from '../../client/engineClient'
import type { AppStore } from '../../store/appStore'
import type { AppState } from '../../store/types'
import type { EngineSession } from '../engineSession'

/** When a GPU is lost, running calls fail ("mapAsync…") a moment before the loss itself is reported. */
const LOSS_IS_TOLD_WITHIN_MS = 500

export class RunEngine {
  constructor(
    private readonly store: AppStore,
    private readonly session: EngineSession,
    private readonly lossIsToldWithinMs = LOSS_IS_TOLD_WITHIN_MS,
  ) {}

  get client(): EngineClient {
    return this.session.client
  }

  /** Resolves once an engine runs, the next one if one was lost. Throws one sentence if none starts. */
  untilReady(): Promise<void> {
    return untilState(this.store, ({ engine }) => {
      if (engine.status === 'failed') throw new Error(engine.message)
      return engine.status === 'ready'
    })
  }

  /** Whether a call of this client failed because its engine was lost and is being replaced. */
  async wasLost(client: EngineClient, error: unknown): Promise<boolean> {
    if (error instanceof CallCancelled) return true
    const isReplaced = () => this.session.client !== client || this.store.getState().engine.status === 'recovering'
    if (isReplaced()) return true
    return new Promise((resolve) => {
      const end = (isLost: boolean) => {
        clearTimeout(timer)
        stop()
        resolve(isLost)
      }
      const timer = setTimeout(() => end(false), this.lossIsToldWithinMs)
      const stop = this.store.subscribe(() => {
        if (isReplaced()) end(true)
      })
    })
  }
}

/** `isMet` may throw to give up. */
export function untilState(store: AppStore, isMet: (state: AppState) => boolean): Promise<void> {
  return new Promise((resolve, reject) => {
    let stop: (() => void) | null = null
    const look = (state: AppState): boolean => {
      try {
        if (!isMet(state)) return false
        resolve()
      } catch (error) {
        reject(error)
      }
      stop?.()
      return true
    }
    if (!look(store.getState())) stop = store.subscribe((state) => void look(state))
  })
}
