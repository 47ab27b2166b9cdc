/** @file Waits for a run's models; those that lost their column get one again. */
import type { AppStore } from '../../store/appStore'
import type { PlannedModel } from '../../store/evaluation/evaluationPlan'
import type { AppState } from '../../store/types'
import { untilState } from '../askAgain'
import type { EngineSession } from '../engineSession'

export class RunModels {
  constructor(
    private readonly store: AppStore,
    private readonly session: EngineSession,
  ) {}

  /** Gives a column to each model that has none, as far as there is room. */
  choose(models: readonly PlannedModel[]): void {
    for (const { id } of models) {
      if (!this.store.getState().models.some((model) => model.id === id)) this.session.chooseModel(id)
    }
  }

  /** Resolves when all are loaded. Throws one sentence if one cannot be, or has other weights than at the beginning. */
  async ready(models: readonly PlannedModel[]): Promise<void> {
    await untilState(this.store, (state) => {
      if (state.engine.status === 'failed') throw new Error(state.engine.message)
      return models.every((planned) => this.isReady(state, planned))
    })
  }

  private isReady({ models, engine }: AppState, { id, name, sha256 }: PlannedModel): boolean {
    const model = models.find((each) => each.id === id)
    if (model === undefined) {
      throw new Error(
        `“${name}” has no column; choose it under Models, take another away where there are six, and try again.`,
      )
    }
    if (model.status === 'failed') throw new Error(model.message)
    if (model.status !== 'ready' || engine.status !== 'ready') return false
    if (model.model.manifest.weights.sha256 === sha256) return true
    throw new Error(`“${name}” has other weights than when the run began; begin a new run.`)
  }
}
