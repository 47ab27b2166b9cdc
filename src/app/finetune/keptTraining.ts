/** @file The last checkpoint of the run: in memory for a lost device, in the browser's storage for a reload. */
import type { EncodedState } from '../../engine/training/trainingState'
import type { AppStore } from '../../store/appStore'
import { updateTraining } from './finetuneState'
import type { FinetuneStorage, KeptTraining } from './finetuneStorage'

export class KeptRunState {
  private last: KeptTraining | null = null
  private saving: Promise<void> = Promise.resolve()

  constructor(
    private readonly store: AppStore,
    private readonly storage: FinetuneStorage,
  ) {}

  get checkpoint(): KeptTraining | null {
    return this.last
  }

  async load(): Promise<KeptTraining | null> {
    this.last = await this.storage.loadRun().catch(() => null)
    return this.last
  }

  /** Of the run as it is. A failure is told and hinders nothing: training goes on. */
  keep(state: EncodedState | null): Promise<void> {
    updateTraining(this.store, ({ step }) => ({ checkpointStep: state === null ? null : step }))
    const { run } = this.store.getState().finetune
    if (run === null) return Promise.resolve()
    this.last = { run, state }
    return this.write()
  }

  /** The run was ended or paused where its last checkpoint is. */
  async touch(): Promise<void> {
    const { run } = this.store.getState().finetune
    if (run === null || this.last === null || this.last.run.step !== run.step) return
    this.last = { run, state: this.last.state }
    await this.write()
  }

  forget(): Promise<void> {
    this.last = null
    this.saving = this.saving.then(() => this.storage.removeRun()).catch(() => {})
    return this.saving
  }

  private write(): Promise<void> {
    const kept = this.last as KeptTraining
    this.saving = this.saving
      .then(() => this.storage.saveRun(kept))
      .then(
        () => null,
        (error: Error) =>
          `The browser does not keep the training (${error.message}), so that it is lost with the page; export the model.`,
      )
      .then((storageNotice) => {
        if (this.store.getState().finetune.run?.id !== kept.run.id) return
        updateTraining(this.store, () =>
          storageNotice === null ? { storageNotice } : { storageNotice, checkpointStep: null },
        )
      })
    return this.saving
  }
}
