/** @file The place in the engine's worker that holds one training: a single run, or one of a sweep. */
import type { EngineClient } from '../../client/engineClient'
import type { EncodedState } from '../../engine/training/trainingState'
import type { TrainingStarted } from '../../engine/training/types'
import type { AppStore } from '../../store/appStore'
import type { ChosenForm, RunData } from '../../store/training/training'
import { trainingSettings } from '../../store/training/trainingForm'
import type { Calls } from '../../worker/messages'
import type { DataSource } from '../data/dataSource'

/** No step begins after this time in a slice, so that a pause and other requests need not wait. */
const SLICE_MS = 200

export interface TrainingToHold {
  /** Different for every training. */
  readonly id: string
  readonly form: ChosenForm
  readonly data: RunData
  readonly modelId: string
  /** null to start from the beginning, with the model's weights. */
  readonly state: EncodedState | null
}

export class TrainingPlace {
  private held: { readonly client: EngineClient; readonly id: string } | null = null

  constructor(
    private readonly store: AppStore,
    private readonly dataSource: DataSource,
  ) {}

  /** Whether the worker holds this training, at the last step that it reported. */
  holds(client: EngineClient, id: string): boolean {
    return this.held?.client === client && this.held.id === id
  }

  /** Throws one sentence if model, settings and images do not fit together, and CallCancelled if the engine is lost. */
  async load(client: EngineClient, training: TrainingToHold): Promise<TrainingStarted> {
    this.held = null
    const started = await this.begin(client, training)
    this.held = { client, id: training.id }
    return started
  }

  /** Takes one slice, of at most this many steps. */
  async takeSteps(client: EngineClient, most: number): Promise<Calls['trainSteps']['output']> {
    try {
      return await client.call('trainSteps', { most, withinMs: SLICE_MS }).result
    } catch (error) {
      // It is unknown how many steps it took before: the training has to be loaded again.
      this.held = null
      throw error
    }
  }

  /** Frees its memory in the worker. */
  free(id: string): void {
    if (this.held?.id !== id) return
    this.held.client.call('endTraining', {}).result.catch(() => {})
    this.held = null
  }

  private async begin(client: EngineClient, { form, data, modelId, state }: TrainingToHold): Promise<TrainingStarted> {
    const { trainImages: train, heldOutImages: heldOut, seed } = form.data
    const judging = { attack: form.attack, mapImages: form.mapImages }
    const dataSetId = await this.dataSource.idOf(data.dataSet)
    const images = { dataSetId, train, heldOut, seed }
    if (state !== null) return client.call('resumeTraining', { state, images, ...judging }).result
    const hasColumn = () => this.store.getState().models.some(({ id }) => id === modelId)
    const location = this.store.getState().zoo.find(({ id }) => id === modelId)
    if (location === undefined) throw new Error(`The model "${modelId}" does not exist any more; choose another.`)
    await client.call('loadModel', location).result
    try {
      const settings = trainingSettings(form)
      return await client.call('startTraining', { modelId, settings, images, ...judging }).result
    } finally {
      // The run has its own weights.
      if (!hasColumn()) client.call('unloadModel', { id: modelId }).result.catch(() => {})
    }
  }
}
