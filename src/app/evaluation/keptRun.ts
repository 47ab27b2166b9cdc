/** @file Keeps the run in the browser while it is made, and brings it back, paused, when the page is loaded again. */
import type { AppStore } from '../../store/appStore'
import type { EvaluationRun } from '../../store/evaluation'
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

  constructor(
    private readonly store: AppStore,
    private readonly storage: RunStorage,
  ) {
    // The last chance before a reload, or before a phone puts the tab away.
    globalThis.document?.addEventListener('visibilitychange', () => {
      if (document.visibilityState === 'hidden') void this.save()
    })
  }

  /** @param isWithoutPictures whether it can only go on with its files opened again */
  async restore(isWithoutPictures: (run: EvaluationRun) => boolean): Promise<void> {
    const run = await this.storage.load().catch(() => null)
    if (run === null || this.store.getState().evaluation.run !== null) return
    const isOpen = run.status === 'running' || run.status === 'paused' || run.status === 'failed'
    const restored: EvaluationRun = isOpen
      ? { ...run, status: 'paused', message: null, needsDataSet: isWithoutPictures(run) }
      : run
    updateEvaluation(this.store, () => ({ run: restored }))
  }

  saveSoon(): void {
    this.timer ??= setTimeout(() => void this.save(), Math.max(MS_BETWEEN_SAVES, this.saveCostMs / SAVE_SHARE))
  }

  /** A failure is told once and hinders nothing: the run goes on, and is gone with the page. */
  save(): Promise<void> {
    if (this.timer !== null) clearTimeout(this.timer)
    this.timer = null
    const { run } = this.store.getState().evaluation
    if (run === null) return Promise.resolve()
    return this.enqueue(async () => {
      const began = performance.now()
      await this.storage.save(run)
      this.saveCostMs = performance.now() - began
    })
  }

  forget(): Promise<void> {
    if (this.timer !== null) clearTimeout(this.timer)
    this.timer = null
    return this.enqueue(() => this.storage.remove())
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
