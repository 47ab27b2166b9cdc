/** @file Keeps the run in the browser while it is made, and brings it back, paused, when the page is loaded again. */
import type { AppStore } from '../../store/appStore'
import type { EvaluationRun } from '../../store/evaluation'
import { formOf } from '../../store/evaluationChoices'
import { isOpenRun } from '../../store/openRuns'
import { type Locks, TabLock } from '../tabLock'
import { updateEvaluation } from './evaluationState'
import type { RunStorage } from './runStorage'

/** Every save writes all that was found: not after each job where these are short. */
const MS_BETWEEN_SAVES = 2000
/** Nor may the saves of a long run take more than this share of the time. */
const SAVE_SHARE = 0.1

export class KeptRun {
  private timer: ReturnType<typeof setTimeout> | null = null
  private saving: Promise<void> = Promise.resolve()
  private saveCostMs = 0

  private readonly lock: TabLock

  /** @param isWithoutPictures whether a run can only go on with its files opened again */
  constructor(
    private readonly store: AppStore,
    private readonly storage: RunStorage,
    locks: Locks | undefined,
    private readonly isWithoutPictures: (run: EvaluationRun) => boolean,
  ) {
    this.lock = new TabLock({
      name: 'gradlens-evaluation',
      locks,
      tell: (isElsewhere) => updateEvaluation(store, () => ({ isElsewhere })),
      show: () => this.show(),
    })
    // The last chance before a reload, or before a phone puts the tab away.
    globalThis.document?.addEventListener('visibilitychange', () => {
      if (document.visibilityState === 'hidden') void this.save()
    })
  }

  async restore(): Promise<void> {
    if (await this.claim()) await this.show()
  }

  /** Whether this tab may begin a run and keep it: none where another tab is at one. */
  claim(): Promise<boolean> {
    return this.lock.claim()
  }

  /** To be called when a run was ended, or could not be begun: other tabs may begin theirs. */
  async letGo(): Promise<void> {
    await this.saving
    const { run, starting } = this.store.getState().evaluation
    if (!isOpenRun(run) && !starting) this.lock.release()
  }

  saveSoon(): void {
    this.timer ??= setTimeout(() => void this.save(), Math.max(MS_BETWEEN_SAVES, this.saveCostMs / SAVE_SHARE))
  }

  /** A failure is told once and hinders nothing: the run goes on, and is gone with the page. */
  save(): Promise<void> {
    if (this.timer !== null) clearTimeout(this.timer)
    this.timer = null
    const { run } = this.store.getState().evaluation
    // Another tab may keep one of its own by now.
    if (run === null || !this.lock.isHeld) return Promise.resolve()
    return this.enqueue(async () => {
      const began = performance.now()
      await this.storage.save(run)
      this.saveCostMs = performance.now() - began
    })
  }

  /** Of a run that was taken off the page, unless another tab has kept one of its own since. */
  forget(runId: string): Promise<void> {
    if (this.timer !== null) clearTimeout(this.timer)
    this.timer = null
    return this.enqueue(async () => {
      if ((await this.lock.take()) && (await this.storage.load())?.id === runId) await this.storage.remove()
    })
  }

  /** What is kept, unless a run was begun here meanwhile. */
  private async show(): Promise<void> {
    const kept = await this.storage.load().catch(() => null)
    const { run, isElsewhere } = this.store.getState().evaluation
    if (run === null || isElsewhere) {
      const restored: EvaluationRun | null = isOpenRun(kept)
        ? { ...kept, status: 'paused', message: null, needsDataSet: this.isWithoutPictures(kept) }
        : kept
      updateEvaluation(this.store, ({ form }) => ({
        run: restored,
        form: restored === null ? form : formOf(restored.plan, form),
      }))
    }
    void this.letGo()
  }

  private enqueue(work: () => Promise<void>): Promise<void> {
    this.saving = this.saving.then(work).then(
      () => this.tell(null),
      (error: unknown) => {
        const reason = error instanceof Error ? error.message : String(error)
        this.tell(
          `The browser does not keep this run (${reason}), so that it is lost with the page; export what it found.`,
        )
      },
    )
    return this.saving
  }

  private tell(storageProblem: string | null): void {
    if (this.store.getState().evaluation.storageProblem === storageProblem) return
    updateEvaluation(this.store, () => ({ storageProblem }))
  }
}
