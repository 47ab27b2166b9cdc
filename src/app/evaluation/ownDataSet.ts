/** @file The person's own labelled pictures: open in the worker, and opened again in the next one where it was lost. */
import { CallCancelled, type EngineClient, type Job } from '../../client/engineClient'
import type { DataFile, DataSetSummary } from '../../pictures/datasets/types'
import type { AppStore } from '../../store/appStore'
import type { PlannedSource } from '../../store/evaluationPlan'
import { updateEvaluation } from './evaluationState'

export class OwnDataSet {
  private files: readonly DataFile[] | null = null
  private opening: Job<DataSetSummary> | null = null

  constructor(
    private readonly store: AppStore,
    private readonly client: () => EngineClient,
  ) {
    store.subscribe(({ engine }, { engine: before }) => {
      if (engine.status === 'ready' && before.status === 'recovering' && this.files !== null) void this.open(this.files)
    })
  }

  /** Of all of its files, by which it is known again. */
  get bytes(): number {
    return (this.files ?? []).reduce((sum, { blob }) => sum + blob.size, 0)
  }

  async open(files: readonly DataFile[]): Promise<void> {
    this.close()
    this.files = files
    this.set({ progress: 0 })
    const job = this.client().call('openDataSet', { files }, ({ step, steps }) => {
      if (this.opening === job) this.set({ progress: step / Math.max(1, steps) })
    })
    this.opening = job
    try {
      const summary = await job.result
      if (this.opening === job) this.set({ summary })
    } catch (error) {
      if (this.opening !== job || error instanceof CallCancelled) return
      this.files = null
      this.set({ error: (error as Error).message })
    } finally {
      if (this.opening === job) this.opening = null
    }
  }

  /** Resolves when none is on its way any more. */
  settled(): Promise<void> {
    return new Promise((resolve) => {
      const isSettled = () => this.store.getState().evaluation.dataSet.progress === null
      if (isSettled()) return resolve()
      const stop = this.store.subscribe(() => {
        if (!isSettled()) return
        stop()
        resolve()
      })
    })
  }

  close(): void {
    this.opening?.cancel()
    this.opening = null
    this.files = null
    const { summary } = this.store.getState().evaluation.dataSet
    this.set({})
    // A worker that was replaced meanwhile holds nothing of it.
    if (summary !== null)
      this.client()
        .call('closeDataSet', { id: summary.id })
        .result.catch(() => {})
  }

  /** The id of what is open, where it is what a run was planned with; else null. */
  idFor(source: PlannedSource): string | null {
    const { summary } = this.store.getState().evaluation.dataSet
    if (source.kind !== 'dataSet' || summary === null) return null
    const isSame =
      summary.format === source.format &&
      summary.count === source.count &&
      this.bytes === source.bytes &&
      summary.classes.join('\n') === source.classes.join('\n') &&
      summary.classCounts.join() === source.classCounts.join()
    return isSame ? summary.id : null
  }

  private set(change: { summary?: DataSetSummary; progress?: number; error?: string }): void {
    updateEvaluation(this.store, () => ({ dataSet: { summary: null, progress: null, error: null, ...change } }))
  }
}
