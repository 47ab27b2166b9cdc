/** @file Asks the engine what a person waits for, and asks the next engine if one is lost meanwhile. */
import { CallCancelled, type EngineClient } from '../client/engineClient'
import type { AppStore } from '../store/appStore'
import type { AppState } from '../store/types'

/**
 * Resolves to what `ask` resolves to; it is called again with the next engine where the engine was lost. Throws what
 * `ask` throws, and one sentence if no engine starts any more.
 */
export async function askAgain<Output>(
  store: AppStore,
  client: () => EngineClient,
  ask: (client: EngineClient, isAgain: boolean) => Promise<Output>,
): Promise<Output> {
  for (let isAgain = false; ; isAgain = true) {
    const asked = client()
    try {
      return await ask(asked, isAgain)
    } catch (error) {
      const isReplaced = client() !== asked || store.getState().engine.status === 'recovering'
      if (!(error instanceof CallCancelled && isReplaced)) throw error
      await untilEngineRuns(store)
    }
  }
}

/** Resolves once an engine runs, the next one if one was lost. Throws one sentence if none starts. */
export function untilEngineRuns(store: AppStore): Promise<void> {
  return untilState(store, ({ engine }) => {
    if (engine.status === 'failed') throw new Error(engine.message)
    return engine.status === 'ready'
  })
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
