/** @file Has the worker hold a run: begun with a model's weights, or from a checkpoint. */
import type { EngineClient } from '../../client/engineClient'
import type { EncodedState } from '../../engine/training/trainingState'
import type { TrainingStarted } from '../../engine/training/types'
import type { AppStore } from '../../store/appStore'
import type { ChosenForm, RunData } from '../../store/training/training'
import { trainingSettings } from '../../store/training/trainingForm'
import type { DataSource } from '../data/dataSource'

export interface RunToHold {
  readonly form: ChosenForm
  readonly data: RunData
  readonly modelId: string
  readonly state: EncodedState | null
}

/** Throws one sentence where model, settings and images do not go together; CallCancelled where the engine is lost. */
export async function holdTraining(
  store: AppStore,
  client: EngineClient,
  dataSource: DataSource,
  { form, data, modelId, state }: RunToHold,
): Promise<TrainingStarted> {
  const { trainImages: train, heldOutImages: heldOut, seed } = form.data
  const judging = { attack: form.attack, mapImages: form.mapImages }
  const dataSetId = await dataSource.idOf(data.dataSet)
  const images = { dataSetId, train, heldOut, seed }
  if (state !== null) return client.call('resumeTraining', { state, images, ...judging }).result
  const hasColumn = () => store.getState().models.some(({ id }) => id === modelId)
  const location = store.getState().zoo.find(({ id }) => id === modelId)
  if (location === undefined) throw new Error(`The model "${modelId}" is not there any more; choose another.`)
  await client.call('loadModel', location).result
  try {
    const settings = trainingSettings(form)
    return await client.call('startTraining', { modelId, settings, images, ...judging }).result
  } finally {
    // The run has weights of its own.
    if (!hasColumn()) client.call('unloadModel', { id: modelId }).result.catch(() => {})
  }
}
