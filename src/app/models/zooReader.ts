/** @file Reads the manifests and training logs of the zoo's models when they are first needed. */

import { CallCancelled, type EngineClient, type Job } from '../../client/engineClient'
import type { ZooModel } from '../../client/zooModel'
import type { Manifest } from '../../engine/checkpoints/manifest'
import type { TrainingLog } from '../../engine/checkpoints/trainingLog'
import type { AppStore } from '../../store/appStore'
import { NOTHING_YET } from '../../store/appStore'
import type { Computed } from '../../store/types'

interface Slices {
  readonly manifests: Manifest
  readonly trainingLogs: TrainingLog
}

export class ZooReader {
  constructor(
    private readonly store: AppStore,
    private readonly client: () => EngineClient,
  ) {}

  readManifests(): void {
    for (const { id } of this.store.getState().zoo) this.readManifest(id)
  }

  /** Has no effect if it was read or is being read; retries if it failed. */
  readManifest(id: string): void {
    void this.read('manifests', id, (client, model) => client.call('readManifest', model))
  }

  readTrainingLog(id: string): void {
    void this.read('trainingLogs', id, (client, { logUrl }) =>
      logUrl === null ? null : client.call('readTrainingLog', { url: logUrl }),
    )
  }

  private async read<Slice extends keyof Slices>(
    slice: Slice,
    id: string,
    call: (client: EngineClient, model: ZooModel) => Job<Slices[Slice]> | null,
  ): Promise<void> {
    const model = this.store.getState().zoo.find((candidate) => candidate.id === id)
    const { value, progress } = this.store.getState()[slice][id] ?? NOTHING_YET
    if (model === undefined || value !== null || progress !== null) return
    const job = call(this.client(), model)
    if (job === null) return
    this.set(slice, id, { value: null, progress: 0, error: null })
    try {
      this.set(slice, id, { value: await job.result, progress: null, error: null })
    } catch (error) {
      const isCancelled = error instanceof CallCancelled
      this.set(slice, id, { value: null, progress: null, error: isCancelled ? null : (error as Error).message })
      // The worker was replaced meanwhile: the new one is asked.
      if (isCancelled) await this.read(slice, id, call)
    }
  }

  private set<Slice extends keyof Slices>(slice: Slice, id: string, state: Computed<Slices[Slice]>): void {
    this.store.setState(({ [slice]: before }) => ({ [slice]: { ...before, [id]: state } }))
  }
}
