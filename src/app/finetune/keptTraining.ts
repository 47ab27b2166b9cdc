/** @file The last checkpoint of the run: in memory for a lost device, in the browser's storage for a reload. */
import type { EncodedState } from '../../engine/training/trainingState'
import type { AppStore } from '../../store/appStore'
import type { FinetuneRun } from '../../store/finetune'
import { isOpenTraining } from '../../store/openRuns'
import { type Locks, TabLock } from '../tabLock'
import { updateFinetune, updateTraining } from './finetuneState'
import type { FinetuneStorage, KeptTraining } from './finetuneStorage'

export class KeptRunState {
  private last: KeptTraining | null = null
  private saving: Promise<void> = Promise.resolve()
  private readonly lock: TabLock
  /** Whether a run is about to begin, for which the lock is held. */
  private isClaimed = false

  /** @param isWithoutPictures whether a run can only go on with its data set opened again */
  constructor(
    private readonly store: AppStore,
    private readonly storage: FinetuneStorage,
    locks: Locks | undefined,
    private readonly isWithoutPictures: (run: FinetuneRun) => boolean,
  ) {
    this.lock = new TabLock({
      name: 'gradlens-finetune',
      locks,
      tell: (isElsewhere) => updateFinetune(store, () => ({ isElsewhere })),
      show: () => this.show(),
    })
  }

  get checkpoint(): KeptTraining | null {
    return this.last
  }

  async restore(): Promise<void> {
    if (await this.lock.claim()) await this.show()
  }

  /** Whether this tab may begin a run and keep it: none where another tab is at one. `settle` is to be called after it. */
  claim(): Promise<boolean> {
    this.isClaimed = true
    return this.lock.claim()
  }

  /** The run that was claimed for began, or could not be. */
  settle(): void {
    this.isClaimed = false
    void this.letGo()
  }

  /** Once there is no run that is open, other tabs may begin theirs. */
  async letGo(): Promise<void> {
    await this.saving
    if (!this.isClaimed && !isOpenTraining(this.store.getState().finetune.run)) this.lock.release()
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

  /** Of a run that was taken off the page, unless another tab has kept one of its own since. */
  forget(runId: string): Promise<void> {
    this.last = null
    this.saving = this.saving
      .then(async () => {
        if (await this.isOurs(runId)) await this.storage.removeRun()
      })
      .catch(() => {})
    return this.saving
  }

  /** What is kept, unless a run was begun here meanwhile. */
  private async show(): Promise<void> {
    const kept = await this.storage.loadRun().catch(() => null)
    const { run, isElsewhere } = this.store.getState().finetune
    if (run === null || isElsewhere) {
      this.last = kept
      updateFinetune(this.store, () => ({ run: kept === null ? null : this.restored(kept.run) }))
    }
    void this.letGo()
  }

  private restored(run: FinetuneRun): FinetuneRun {
    if (!isOpenTraining(run)) return run
    return { ...run, status: 'paused', message: null, secondsLeft: null, needsData: this.isWithoutPictures(run) }
  }

  /** Whether what is kept may be replaced: by a run that is not open, only itself. */
  private async isOurs(runId: string): Promise<boolean> {
    if (this.lock.isHeld) return true
    return (await this.lock.take()) && (await this.storage.loadRun())?.run.id === runId
  }

  private write(): Promise<void> {
    const kept = this.last as KeptTraining
    this.saving = this.saving
      .then(async () => {
        if (await this.isOurs(kept.run.id)) await this.storage.saveRun(kept)
      })
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
    void this.letGo()
    return this.saving
  }
}
