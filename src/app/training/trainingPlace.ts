/** @file The place in the engine's worker that holds one training: of a run of its own, or of a sweep. */
import type { EngineClient } from '../../client/engineClient'
import type { EncodedState } from '../../engine/training/trainingState'
import type { TrainingStarted } from '../../engine/training/types'
import type { AppStore } from '../../store/appStore'
import type { ChosenForm, RunData } from '../../store/training/training'
import { trainingSettings } from '../../store/training/trainingForm'
import type { Calls } from '../../worker/messages'
import type { DataSource } from '../data/dataSource'

/** No step begins after so long in a slice, so that a pause, and what else is asked, need not wait. */
const SLICE_MS = 200

export interface TrainingToHold {
  /** The same as that of no other training. */
  readonly id: string
  readonly form: ChosenForm
  readonly data: RunData
  readonly modelId: string
  /** null: from the beginning, with the model's weights. */
  readonly state: EncodedState | null
}

export class TrainingPlace {
  private held: { readonly client: EngineClient; readonly id: string } | null = null

  constructor(
    private readonly store: AppStore,
    private readonly dataSource: DataSource,
  ) {}

  /** Whether the worker holds this training, after the last step that it told of. */
  holds(client: EngineClient, id: string): boolean {
    return this.held?.client === client && this.held.id === id
  }

  /** Throws one sentence where model, settings and images do not go together; CallCancelled where the engine is lost. */
  async hold(client: EngineClient, training: TrainingToHold): Promise<TrainingStarted> {
    this.held = null
    const started = await this.begin(client, training)
    this.held = { client, id: training.id }
    return started
  }

  /** One slice, of so many steps at most. */
  async takeSteps(client: EngineClient, most: number): Promise<Calls['trainSteps']['output']> {
    try {
      return await client.call('trainSteps', { most, withinMs: SLICE_MS }).result
    } catch (error) {
      // How many of the steps it took before is not known: the training is to be held anew.
      this.held = null
      throw error
    }
  }

  /** Frees what it takes in the worker. */
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
}
