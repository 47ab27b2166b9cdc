/** @file Which of a plan's models the page has. */
import type { EngineClient } from '../../client/engineClient'
import type { AppStore } from '../../store/appStore'
import type { PlannedModel } from '../../store/evaluation/evaluationPlan'
import { manifestOf } from './plannedFrom'

export interface ModelsOfPlan {
  /** Ids here of models with the plan's weights, in the plan's order. */
  readonly ids: readonly string[]
  readonly missing: readonly PlannedModel[]
}

export async function modelsOfPlan(
  store: AppStore,
  client: EngineClient,
  models: readonly PlannedModel[],
): Promise<ModelsOfPlan> {
  const { zoo } = store.getState()
  // A model opened by a person may have another id here than where the plan was made.
  const own = zoo.filter(({ isMadeHere }) => isMadeHere).map(({ id }) => id)
  const shaOf = async (id: string) => (await manifestOf(store, client, id).catch(() => null))?.weights.sha256
  const ids: string[] = []
  const missing: PlannedModel[] = []
  for (const model of models) {
    let found: string | null = null
    for (const id of [model.id, ...own]) if (found === null && (await shaOf(id)) === model.sha256) found = id
    if (found === null) missing.push(model)
    else ids.push(found)
  }
  return { ids, missing }
}
