import type { EngineClient } from '../../client/engineClient'
import type { Manifest } from '../../engine/checkpoints/manifest'
import type { AppStore } from '../../store/appStore'
import type { PlannedModel } from '../../store/evaluation/evaluationPlan'
import { plannedModel } from '../../store/evaluation/plannedModel'

/** The manifest of a model that the page has, with a column or without; null if it has none of this id. */
export async function manifestOf(store: AppStore, client: EngineClient, id: string): Promise<Manifest | null> {
  const { models, manifests, zoo } = store.getState()
  const column = models.find((model) => model.id === id)
  if (column?.status === 'ready') return column.model.manifest
  const location = zoo.find((model) => model.id === id)
  return manifests[id]?.value ?? (location ? client.call('readManifest', location).result : null)
}

/** The model as a plan names it. Throws one sentence if the page does not have it. */
export async function plannedFrom(store: AppStore, client: EngineClient, id: string): Promise<PlannedModel> {
  const manifest = await manifestOf(store, client, id)
  if (manifest === null) throw new Error(`The model “${id}” does not exist any more; choose another.`)
  return plannedModel(id, manifest)
}
