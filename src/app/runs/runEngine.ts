/** @file The engine as runs see it: whether it is ready, and whether it was lost. */
import { CallCancelled, type EngineClient } from '../../client/engineClient'
import type { AppStore } from '../../store/appStore'
import { askAgain, untilEngineRuns, untilState } from '../askAgain'
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
    return untilEngineRuns(this.store)
  }

  /** Asks the next engine where one is lost meanwhile, once it has the models. */
  askAgain<Output>(ask: () => Promise<Output>): Promise<Output> {
    const { store } = this
    const ready = () => untilState(store, ({ models }) => models.every(({ status }) => status !== 'loading'))
    return askAgain(
      store,
      () => this.client,
      async (_, isAgain) => {
        if (isAgain) await ready()
        return ask()
      },
    )
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
