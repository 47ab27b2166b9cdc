/** @file Keeps the sweep in the browser while it is made, and brings it back, stopped, when the page is loaded again. */
import type { AppStore } from '../../store/appStore'
import type { LambdaSweep } from '../../store/finetune'
import { isSweeping } from '../../store/openRuns'
import { type Locks, TabLock } from '../tabLock'
import { updateFinetune, updateSweep } from './finetuneState'
import type { FinetuneStorage } from './finetuneStorage'

export class KeptSweep {
  private saving: Promise<void> = Promise.resolve()
  /** Where another tab has it, that one's sweep is kept, and the one of this tab is not. */
  private readonly lock: TabLock

  constructor(
    private readonly store: AppStore,
    private readonly storage: FinetuneStorage,
    locks: Locks | undefined,
  ) {
    this.lock = new TabLock({ name: 'gradlens-sweep', locks, tell: () => {}, show: async () => {} })
  }

  /** Shows what is kept, unless another tab is at it or a sweep was begun here meanwhile. */
  async restore(): Promise<void> {
    if (!(await this.lock.take())) return
    const kept = await this.storage.loadSweep().catch(() => null)
    if (this.store.getState().finetune.sweep === null) {
      updateFinetune(this.store, () => ({ sweep: kept === null ? null : asStopped(kept) }))
    }
    this.letGo()
  }

  /** To be called before a sweep is made: whether it will be kept. */
  claim(): Promise<boolean> {
    return this.lock.take()
  }

  /** Once no sweep is under way, other tabs may keep theirs. */
  letGo(): void {
    if (!isSweeping(this.store.getState().finetune.sweep)) this.lock.release()
  }

  /** A failure is told and hinders nothing: the sweep goes on, and is gone with the page. */
  save(): Promise<void> {
    const { sweep } = this.store.getState().finetune
    if (sweep === null || !this.lock.isHeld) return this.saving
    this.saving = this.saving
      .then(() => this.storage.saveSweep(sweep))
      .catch(({ message }: Error) => {
        const notice = `The browser does not keep the sweep (${message}), so that it is lost with the page; export what it found.`
        updateSweep(this.store, () => ({ message: notice }))
      })
    return this.saving
  }

  /** Of a sweep that was taken off the page, unless another tab is at one of its own. */
  remove(): Promise<void> {
    this.saving = this.saving
      .then(async () => {
        if (await this.lock.take()) await this.storage.removeSweep()
      })
      .catch(() => {})
      .then(() => this.letGo())
    return this.saving
  }
}

/** As it was when the page was left: the training that was under way begins anew. */
export function asStopped(sweep: LambdaSweep): LambdaSweep {
  if (!isSweeping(sweep)) return sweep
  const entries = sweep.entries.map((entry) =>
    entry.status === 'running' ? { ...entry, status: 'waiting' as const, step: 0 } : entry,
  )
  return { ...sweep, status: 'stopped', secondsLeft: null, entries }
}
